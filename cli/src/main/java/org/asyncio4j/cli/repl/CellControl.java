package org.asyncio4j.cli.repl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs nothing when JShell says so, but keeps it: only when all of a cell is compiled, one task
 * runs it from its first line to its last, with no turn of the loop in between. Console thread.
 */
final class CellControl extends DirectExecutionControl {
  private final CellLoader loader;
  private List<Callable<@Nullable Object>> kept = new ArrayList<>();

  CellControl(CellLoader loader) {
    super(loader);
    this.loader = loader;
  }

  @Override
  public String invoke(String className, String methodName) {
    kept.add(() -> call(className, methodName));
    return "";
  }

  /**
   * Hands over what was kept since the last call.
   *
   * @return code to run, in order; each gives its snippet's value and throws what the user's code
   *     throws
   */
  List<Callable<@Nullable Object>> take() {
    List<Callable<@Nullable Object>> taken = kept;
    kept = new ArrayList<>();
    return taken;
  }

  @SuppressWarnings("NullAway") // a static method has no receiver
  private @Nullable Object call(String className, String methodName) throws Exception {
    Method method = loader.loadClass(className).getDeclaredMethod(methodName);
    method.setAccessible(true);
    try {
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      throw Thrown.undeclared(e.getCause() == null ? e : e.getCause());
    }
  }
}
