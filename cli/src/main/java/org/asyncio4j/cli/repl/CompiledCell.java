package org.asyncio4j.cli.repl;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A cell that JShell has compiled.
 *
 * @param name such as {@code In [3]}; frames of its code bear it
 * @param steps its code, to be run in order
 * @param shows whether the value of the last step is shown
 * @param defined the names of the methods, classes and variables that it declares
 * @param notes what the user should know, such as a method that cannot run yet
 * @param error what is wrong with the rest of the cell, or null if nothing is; the steps stand
 *     before it
 */
record CompiledCell(
    String name,
    List<Callable<@Nullable Object>> steps,
    boolean shows,
    List<String> defined,
    List<String> notes,
    @Nullable CellError error) {

  /**
   * Runs the cell.
   *
   * @return the value of the last step
   * @throws Exception what the user's code throws, as it is
   */
  @Nullable Object run() throws Exception {
    Object value = null;
    for (Callable<@Nullable Object> step : steps) {
      value = step.call();
    }
    return value;
  }
}
