package org.asyncio4j.cli.repl.cell;

import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.ActionCoroutine;
import org.jspecify.annotations.Nullable;

/**
 * The verbs that mean something else in a cell than in a program. Statically imported by name, so
 * that they hide those of {@link Asyncio}.
 *
 * <p>A cell runs in the REPL's loop, where {@code Asyncio.run} is refused. Here {@code run} gives
 * the program a loop of its own on another thread, and the cell awaits it; the REPL's loop, and
 * with it the tasks of earlier cells, goes on.
 */
public final class Verbs {
  private Verbs() {}

  /**
   * Runs a program in a loop of its own.
   *
   * @param <T> the type of its result
   * @param main the program
   * @return its result; what it throws is thrown as it is, undeclared
   */
  public static <T extends @Nullable Object> T run(Awaitable<T> main) {
    return run(main, RunOptions.defaults());
  }

  /**
   * Runs a program without a result in a loop of its own.
   *
   * @param main the program
   */
  public static void run(Action main) {
    run(main, RunOptions.defaults());
  }

  /**
   * Runs a program in a loop of its own, with options.
   *
   * @param <T> the type of its result
   * @param main the program
   * @param options debug, loop factory, deadline of the shutdown
   * @return its result
   */
  public static <T extends @Nullable Object> T run(Awaitable<T> main, RunOptions options) {
    Objects.requireNonNull(main, "main");
    Objects.requireNonNull(options, "options");
    return insideLoop() ? OtherThread.run(main, options) : Asyncio.run(main, options);
  }

  /**
   * Runs a program without a result in a loop of its own, with options.
   *
   * @param main the program
   * @param options debug, loop factory, deadline of the shutdown
   */
  public static void run(Action main, RunOptions options) {
    run(ActionCoroutine.of(Objects.requireNonNull(main, "main")), options);
  }

  private static boolean insideLoop() {
    try {
      Asyncio.getRunningLoop();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
