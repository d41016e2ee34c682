package org.asyncio4j.loop;

/** {@link System#nanoTime()}, counted from zero. */
enum SystemClock implements Clock {
  INSTANCE;

  private final long origin = System.nanoTime();

  @Override
  public long nanoTime() {
    return System.nanoTime() - origin;
  }
}
