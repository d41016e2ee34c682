package org.asyncio4j.tests.support;

import org.asyncio4j.function.Action;

/** Where a program runs: what needs no loop has another second stack outside one. */
public enum Place {
  /** On a plain thread. */
  OUTSIDE_A_LOOP {
    @Override
    public void run(Action code) {
      try {
        code.run();
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  },

  /** In a task. */
  IN_A_LOOP {
    @Override
    public void run(Action code) {
      TestLoop.run(code);
    }
  };

  /** Runs code there. */
  public abstract void run(Action code);
}
