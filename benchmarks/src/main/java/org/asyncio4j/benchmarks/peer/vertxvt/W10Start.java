package org.asyncio4j.benchmarks.peer.vertxvt;

/** A program that says hello from a virtual-thread verticle. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    try (VirtualThreadContext loop = new VirtualThreadContext()) {
      loop.sum(
          1,
          () -> {
            loop.yieldNow();
            System.out.println("hello");
            return 1L;
          });
    }
  }
}
