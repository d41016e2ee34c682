package org.asyncio4j.cli.look;

import java.util.List;

/** What {@code asyncio ps} says without a number: which programs use the library. */
public final class Overview {
  private Overview() {}

  /**
   * Lists them.
   *
   * @param json whether for machines
   * @return the text
   */
  public static String text(boolean json) {
    List<Processes.Line> lines = Processes.withLibrary();
    if (json) {
      return DoorClient.json(lines);
    }
    return lines.isEmpty()
        ? "no running program of yours has asyncio4j on its class path or module path"
        : Columns.text(
            List.of("PID", "PROGRAM"),
            lines.stream()
                .map(each -> List.of(Long.toString(each.pid()), each.command()))
                .toList());
  }
}
