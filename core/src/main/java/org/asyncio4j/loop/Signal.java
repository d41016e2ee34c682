package org.asyncio4j.loop;

/**
 * The signals of POSIX, by which a system tells a process something.
 *
 * <p>The names of Python's module {@code signal}. Their numbers are those of Linux; elsewhere some
 * differ, which matters to nobody but a reader of {@link #number}.
 */
public enum Signal {
  /** The terminal was closed. */
  SIGHUP(1, Use.FREE),
  /** Ctrl-C. */
  SIGINT(2, Use.FREE),
  /** Ctrl-\; the JVM prints its threads. */
  SIGQUIT(3, Use.KEPT_BY_THE_JVM),
  /** A bad instruction. */
  SIGILL(4, Use.KEPT_BY_THE_JVM),
  /** A trap of a debugger. */
  SIGTRAP(5, Use.KEPT_BY_THE_JVM),
  /** The process gives up. */
  SIGABRT(6, Use.KEPT_BY_THE_JVM),
  /** A bad access to memory. */
  SIGBUS(7, Use.KEPT_BY_THE_JVM),
  /** A bad calculation. */
  SIGFPE(8, Use.KEPT_BY_THE_JVM),
  /** Ends a process at once; no process can do anything about it. */
  SIGKILL(9, Use.NOT_CATCHABLE),
  /** For the program's own use. */
  SIGUSR1(10, Use.FREE),
  /** A bad access to memory. */
  SIGSEGV(11, Use.KEPT_BY_THE_JVM),
  /** For the program's own use, but not in Java: the JVM stops its threads by it. */
  SIGUSR2(12, Use.KEPT_BY_THE_JVM),
  /** Nobody reads the pipe. */
  SIGPIPE(13, Use.KEPT_BY_THE_JVM),
  /** A timer of the system. */
  SIGALRM(14, Use.FREE),
  /** Asks a process to end. */
  SIGTERM(15, Use.FREE),
  /** A child has ended or stopped. */
  SIGCHLD(17, Use.FREE),
  /** A stopped process goes on. */
  SIGCONT(18, Use.FREE),
  /** Stops a process; no process can do anything about it. */
  SIGSTOP(19, Use.NOT_CATCHABLE),
  /** Ctrl-Z. */
  SIGTSTP(20, Use.FREE),
  /** A process in the background reads the terminal. */
  SIGTTIN(21, Use.FREE),
  /** A process in the background writes to the terminal. */
  SIGTTOU(22, Use.FREE),
  /** Urgent data has come. */
  SIGURG(23, Use.FREE),
  /** Too much processor time. */
  SIGXCPU(24, Use.FREE),
  /** Too large a file. */
  SIGXFSZ(25, Use.KEPT_BY_THE_JVM),
  /** The terminal has changed its size. */
  SIGWINCH(28, Use.FREE);

  private enum Use {
    FREE,
    KEPT_BY_THE_JVM,
    NOT_CATCHABLE
  }

  private final int number;
  private final Use use;

  Signal(int number, Use use) {
    this.number = number;
    this.use = use;
  }

  /**
   * Returns its number on Linux. Any thread.
   *
   * @return the number, more than zero
   */
  public int number() {
    return number;
  }

  /**
   * Returns its name without {@code SIG}, as the command {@code kill} takes it. Any thread.
   *
   * @return the name
   */
  public String shortName() {
    return name().substring(3);
  }

  /**
   * Tells whether it ends a process that does nothing about it. Any thread.
   *
   * @return false for those that stop a process, let it go on, or only tell it something
   */
  public boolean endsByDefault() {
    return switch (this) {
      case SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH -> false;
      default -> true;
    };
  }

  /**
   * Tells whether a program in Java can handle it. Any thread.
   *
   * @return false for what no process can catch and what the JVM keeps for itself
   */
  public boolean canBeHandled() {
    return use == Use.FREE;
  }

  /**
   * Tells why a program in Java cannot handle it, for messages. Any thread.
   *
   * @return what {@link #canBeHandled} stands on
   */
  public String whoHandlesIt() {
    return switch (use) {
      case FREE -> "a program can handle it";
      case KEPT_BY_THE_JVM -> "the JVM keeps it for itself";
      case NOT_CATCHABLE -> "no process can catch it";
    };
  }
}
