package org.asyncio4j;

import org.asyncio4j.debug.CallGraph;
import org.asyncio4j.debug.CallGraphOptions;
import org.asyncio4j.debug.FutureCallGraph;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * The verbs that show who awaits whom; a part of {@link Asyncio}, whose users find them there. With
 * options they stand in {@link CallGraph}, and so does their description.
 */
abstract class GraphVerbs {
  GraphVerbs() {}

  /**
   * Captures the call graph of the current task.
   *
   * @return the graph; null in a callback, which no task runs
   * @throws IllegalStateException if no loop runs the caller
   */
  public static @Nullable FutureCallGraph captureCallGraph() {
    return CallGraph.captureCallGraph();
  }

  /**
   * Captures the call graph of a future or task. No loop needed; any thread.
   *
   * @param future the future, of any loop
   * @return the graph
   */
  public static FutureCallGraph captureCallGraph(Future<?> future) {
    return CallGraph.captureCallGraph(future);
  }

  /**
   * Formats the call graph of the current task.
   *
   * @return its text; empty in a callback
   * @throws IllegalStateException if no loop runs the caller
   */
  public static String formatCallGraph() {
    return CallGraph.formatCallGraph();
  }

  /**
   * Formats the call graph of a future or task. No loop needed; any thread.
   *
   * @param future the future, of any loop
   * @return its text
   */
  public static String formatCallGraph(Future<?> future) {
    return CallGraph.formatCallGraph(future);
  }

  /**
   * Prints the call graph of the current task to the standard output.
   *
   * @throws IllegalStateException if no loop runs the caller
   */
  public static void printCallGraph() {
    CallGraph.printCallGraph();
  }

  /**
   * Prints the call graph of a future or task to the standard output. No loop needed; any thread.
   *
   * @param future the future, of any loop
   */
  public static void printCallGraph(Future<?> future) {
    CallGraph.printCallGraph(future);
  }

  /**
   * Prints a call graph, with options, to the standard output.
   *
   * @param future the future or task; null for the current task
   * @param options which lines of the stacks
   * @throws IllegalStateException if no future is given and no loop runs the caller
   */
  public static void printCallGraph(@Nullable Future<?> future, CallGraphOptions options) {
    CallGraph.printCallGraph(future, options, System.out);
  }
}
