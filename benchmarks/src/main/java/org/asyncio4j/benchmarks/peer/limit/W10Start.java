package org.asyncio4j.benchmarks.peer.limit;

/** A program that says hello. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
