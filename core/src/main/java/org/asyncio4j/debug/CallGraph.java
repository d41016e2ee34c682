package org.asyncio4j.debug;

import java.io.PrintStream;
import java.util.Objects;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.asyncio4j.text.Repr;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/**
 * Who awaits whom, and on which lines.
 *
 * <pre>
 * * Task(name='fetch', id=0x3)
 *   + Call stack:
 *   |   File 'Demo.java', line 12, in method read()
 *   |   File 'Demo.java', line 20, in method fetch()
 *   + Waits for: &lt;Lock locked&gt; held by Task 'other'
 *   + Awaited by:
 *     * Task(name='Task-1', id=0x1)
 *       + Call stack:
 *       |   File 'Demo.java', line 31, in method main()
 * </pre>
 *
 * <p>A suspended task has a stack, so all its lines are there; those of the library and of the JDK
 * are left out.
 *
 * <p><b>Threads.</b> Any, while the loop runs or not; what changes meanwhile may appear in its old
 * or its new state.
 *
 * <p>{@code asyncio.capture_call_graph} and its kin, 3.14. There {@code gather} and {@code wait}
 * register the task that calls them, here the task that awaits them is found. Cycles are marked,
 * where CPython does not return. The line on what the task waits for is ours.
 */
public final class CallGraph {
  private CallGraph() {}

  /**
   * Captures the call graph of the current task.
   *
   * @return the graph; null in a callback, which no task runs
   * @throws IllegalStateException if no loop runs the caller
   */
  public static @Nullable FutureCallGraph captureCallGraph() {
    return captureCallGraph(null, CallGraphOptions.defaults());
  }

  /**
   * Captures the call graph of a future or task.
   *
   * @param future the future, of any loop
   * @return the graph
   */
  public static FutureCallGraph captureCallGraph(Future<?> future) {
    Objects.requireNonNull(future, "future");
    return Objects.requireNonNull(captureCallGraph(future, CallGraphOptions.defaults()));
  }

  /**
   * Captures a call graph, with options.
   *
   * @param future the future or task; null for the current task
   * @param options which lines of the stacks
   * @return the graph; null if no future is given and no task runs the caller
   * @throws IllegalStateException if no future is given and no loop runs the caller
   */
  public static @Nullable FutureCallGraph captureCallGraph(
      @Nullable Future<?> future, CallGraphOptions options) {
    Objects.requireNonNull(options, "options");
    Task<?> current = Engine.running() == null ? null : TaskLoop.currentTask();
    if (future == null && Engine.running() == null) {
      throw new IllegalStateException(
          "captureCallGraph() is called outside of a running event loop and no future to"
              + " introspect was provided; thread "
              + Texts.threadName(Thread.currentThread())
              + " runs none: pass the future");
    }
    Future<?> root = future == null ? current : future;
    return root == null ? null : new CallGraphBuilder(options, current).build(root);
  }

  /**
   * Formats the call graph of the current task.
   *
   * @return its text; empty in a callback
   * @throws IllegalStateException if no loop runs the caller
   */
  public static String formatCallGraph() {
    return formatCallGraph(null, CallGraphOptions.defaults());
  }

  /**
   * Formats the call graph of a future or task.
   *
   * @param future the future, of any loop
   * @return its text
   */
  public static String formatCallGraph(Future<?> future) {
    Objects.requireNonNull(future, "future");
    return formatCallGraph(future, CallGraphOptions.defaults());
  }

  /**
   * Formats a call graph, with options.
   *
   * @param future the future or task; null for the current task
   * @param options which lines of the stacks
   * @return its text; empty if there is no task
   * @throws IllegalStateException if no future is given and no loop runs the caller
   */
  public static String formatCallGraph(@Nullable Future<?> future, CallGraphOptions options) {
    FutureCallGraph graph = captureCallGraph(future, options);
    if (graph == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    append(text, graph, "");
    return text.substring(0, text.length() - 1);
  }

  /**
   * Prints the call graph of the current task to the standard output.
   *
   * @throws IllegalStateException if no loop runs the caller
   */
  public static void printCallGraph() {
    printCallGraph(null, CallGraphOptions.defaults(), System.out);
  }

  /**
   * Prints the call graph of a future or task to the standard output.
   *
   * @param future the future, of any loop
   */
  public static void printCallGraph(Future<?> future) {
    Objects.requireNonNull(future, "future");
    printCallGraph(future, CallGraphOptions.defaults(), System.out);
  }

  /**
   * Prints a call graph, with options.
   *
   * @param future the future or task; null for the current task
   * @param options which lines of the stacks
   * @param out where to print it
   * @throws IllegalStateException if no future is given and no loop runs the caller
   */
  public static void printCallGraph(
      @Nullable Future<?> future, CallGraphOptions options, PrintStream out) {
    Objects.requireNonNull(out, "out");
    out.println(formatCallGraph(future, options));
  }

  private static void append(StringBuilder text, FutureCallGraph graph, String indent) {
    text.append(indent).append("* ").append(nameOf(graph.future()));
    text.append(
        switch (graph.extent()) {
          case COMPLETE -> "";
          case CYCLE -> " (cycle: it is shown above)";
          case CUT -> " (cut here)";
        });
    text.append('\n');
    if (!graph.callStack().isEmpty()) {
      text.append(indent).append("  + Call stack:\n");
    }
    for (FrameCallGraphEntry entry : graph.callStack()) {
      StackTraceElement frame = entry.frame();
      text.append(indent)
          .append("  |   File '")
          .append(frame.getFileName())
          .append("', line ")
          .append(frame.getLineNumber())
          .append(", in method ")
          .append(UserFrames.methodName(frame))
          .append("()\n");
    }
    if (graph.waitsFor() != null && indent.isEmpty()) {
      text.append("  + Waits for: ").append(graph.waitsFor()).append('\n');
    }
    if (!graph.awaitedBy().isEmpty()) {
      text.append(indent).append("  + Awaited by:\n");
    }
    for (FutureCallGraph parent : graph.awaitedBy()) {
      append(text, parent, indent + "    ");
    }
  }

  private static String nameOf(Future<?> future) {
    return future instanceof Task<?> task
        ? "Task(name=" + Repr.of(task.name()) + ", id=0x" + Long.toHexString(task.id()) + ")"
        : "Future(id=0x" + Integer.toHexString(System.identityHashCode(future)) + ")";
  }
}
