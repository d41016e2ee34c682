package org.asyncio4j.cli.look;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/** The terminal of this process. */
public final class SystemTerminal {
  private SystemTerminal() {}

  /**
   * Opens it.
   *
   * @return the terminal, or null if stdin or stdout is none
   */
  public static @Nullable Terminal open() {
    try {
      return TerminalBuilder.builder()
          .name("asyncio")
          .system(true)
          .systemOutput(SystemOutput.SysOut)
          .providers("jni,exec")
          .dumb(false) // else any pipe is a terminal
          .devTty(false) // nor the one behind a pipe
          .graphemeCluster(false) // asking for it costs a round trip to the terminal
          .build();
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }
}
