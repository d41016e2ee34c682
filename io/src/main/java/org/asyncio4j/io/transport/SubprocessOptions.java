package org.asyncio4j.io.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a child is started and how it is ended.
 *
 * <p>The JDK cannot give a child a session or a process group of its own, as {@code
 * start_new_session} does: start it by the command {@code setsid}.
 *
 * @param stdin the child's input
 * @param stdout its output
 * @param stderr its error output
 * @param cwd the directory it starts in, or null for that of this process
 * @param env variables of its environment
 * @param wholeEnv whether {@code env} is all of its environment, or is added to that of this
 *     process
 * @param limit bytes that a stream reader buffers for a line; it stops receiving at twice that
 * @param gracePeriod how long a child that was asked to end may take before it is killed; zero
 *     kills at once
 * @param killOnCancel whether cancelling a task that waits for the child ends the child
 */
public record SubprocessOptions(
    Stdio stdin,
    Stdio stdout,
    Stdio stderr,
    @Nullable Path cwd,
    Map<String, String> env,
    boolean wholeEnv,
    int limit,
    Duration gracePeriod,
    boolean killOnCancel) {
  private static final SubprocessOptions DEFAULTS =
      new SubprocessOptions(
          Stdio.INHERIT,
          Stdio.INHERIT,
          Stdio.INHERIT,
          null,
          Map.of(),
          false,
          64 * 1024,
          Duration.ofSeconds(5),
          true);

  /** Checks the parts. */
  public SubprocessOptions {
    Objects.requireNonNull(stderr, "stderr");
    if (stdin.equals(Stdio.STDOUT) || stdin.appends()) {
      throw new IllegalArgumentException(
          "stdin: " + stdin + " (expected: PIPE, DEVNULL, INHERIT or a file)");
    }
    if (stdout.equals(Stdio.STDOUT)) {
      throw new IllegalArgumentException("STDOUT can only be used for stderr; stdout: " + stdout);
    }
    env = Map.copyOf(env);
    if (limit <= 0) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
    }
    if (gracePeriod.isNegative()) {
      throw new IllegalArgumentException(
          "gracePeriod: " + gracePeriod + " (expected: zero or more; zero kills at once)");
    }
  }

  /**
   * Returns input, outputs, directory and environment of this process, 64 KiB, five seconds, ended
   * when cancelled.
   *
   * @return the defaults
   */
  public static SubprocessOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the defaults with pipes for input, output and error output.
   *
   * @return options
   */
  public static SubprocessOptions pipes() {
    return DEFAULTS.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE).withStderr(Stdio.PIPE);
  }

  /**
   * Returns these options with another input.
   *
   * @param in pipe, file, nothing or that of this process
   * @return new options
   */
  public SubprocessOptions withStdin(Stdio in) {
    return new SubprocessOptions(
        in, stdout, stderr, cwd, env, wholeEnv, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with another output.
   *
   * @param out pipe, file, nothing or that of this process
   * @return new options
   */
  public SubprocessOptions withStdout(Stdio out) {
    return new SubprocessOptions(
        stdin, out, stderr, cwd, env, wholeEnv, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with another error output.
   *
   * @param error pipe, file, nothing, that of this process, or the same as the output
   * @return new options
   */
  public SubprocessOptions withStderr(Stdio error) {
    return new SubprocessOptions(
        stdin, stdout, error, cwd, env, wholeEnv, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with another directory.
   *
   * @param directory where the child starts, or null for where this process is
   * @return new options
   */
  public SubprocessOptions withCwd(@Nullable Path directory) {
    return new SubprocessOptions(
        stdin, stdout, stderr, directory, env, wholeEnv, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with a whole environment.
   *
   * @param variables all variables that the child has
   * @return new options
   */
  public SubprocessOptions withEnv(Map<String, String> variables) {
    return new SubprocessOptions(
        stdin, stdout, stderr, cwd, variables, true, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with variables beside those of this process.
   *
   * @param variables what is added or has another value
   * @return new options
   */
  public SubprocessOptions withAddedEnv(Map<String, String> variables) {
    return new SubprocessOptions(
        stdin, stdout, stderr, cwd, variables, false, limit, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with another limit of the stream readers.
   *
   * @param bytes the limit, more than zero
   * @return new options
   */
  public SubprocessOptions withLimit(int bytes) {
    return new SubprocessOptions(
        stdin, stdout, stderr, cwd, env, wholeEnv, bytes, gracePeriod, killOnCancel);
  }

  /**
   * Returns these options with another grace period.
   *
   * @param time zero or more; zero kills at once
   * @return new options
   */
  public SubprocessOptions withGracePeriod(Duration time) {
    return new SubprocessOptions(
        stdin, stdout, stderr, cwd, env, wholeEnv, limit, time, killOnCancel);
  }

  /**
   * Returns these options with the child ended or left alone when a task that waits for it is
   * cancelled. asyncio leaves it alone.
   *
   * @param on whether it is ended
   * @return new options
   */
  public SubprocessOptions withKillOnCancel(boolean on) {
    return new SubprocessOptions(stdin, stdout, stderr, cwd, env, wholeEnv, limit, gracePeriod, on);
  }
}
