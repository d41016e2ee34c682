package org.asyncio4j.benchmarks.peer.vt;

/** A program that says hello from a virtual thread. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) throws InterruptedException {
    Thread.startVirtualThread(
            () -> {
              Thread.yield();
              System.out.println("hello");
            })
        .join();
  }
}
