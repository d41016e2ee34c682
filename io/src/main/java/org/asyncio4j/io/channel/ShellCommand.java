package org.asyncio4j.io.channel;

import java.util.List;
import java.util.Objects;

/** Command lines of the system's shell. Any thread. */
public final class ShellCommand {
  private ShellCommand() {}

  /**
   * Returns what starts a command line.
   *
   * @param line the command line
   * @return the shell and its arguments
   */
  public static List<String> of(String line) {
    Objects.requireNonNull(line, "command");
    return Spawner.windows() ? List.of("cmd.exe", "/c", line) : List.of("/bin/sh", "-c", line);
  }
}
