package org.asyncio4j.engine;

/** Error texts that more than one place uses. */
public final class Texts {
  private Texts() {}

  /**
   * A call came from a thread that must not make it.
   *
   * @param what the call
   * @param engine the loop it was made on
   * @return the exception to throw
   */
  public static WrongThreadException wrongThread(String what, Engine engine) {
    return new WrongThreadException(
        what
            + " was called on thread "
            + threadName(Thread.currentThread())
            + ", but "
            + engine.loop()
            + " "
            + engine.whose()
            + "; use callSoonThreadsafe or runCoroutineThreadsafe");
  }

  /**
   * A call needs a running loop and there is none.
   *
   * @return the exception to throw
   */
  public static IllegalStateException noRunningLoop() {
    return new IllegalStateException(
        "no running event loop; thread "
            + threadName(Thread.currentThread())
            + " runs none: call this inside run(...), or use runCoroutineThreadsafe");
  }

  /**
   * Names a thread, also one without a name.
   *
   * @param thread the thread
   * @return its name, or what it is
   */
  public static String threadName(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? (thread.isVirtual() ? "virtual#" : "#") + thread.threadId() : name;
  }
}
