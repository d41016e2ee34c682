package org.asyncio4j.cli.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jspecify.annotations.Nullable;

/** Opens the console that fits the process: its terminal, or stdin. */
final class Consoles {
  private Consoles() {}

  static Console open(Repl repl) {
    Terminal terminal = terminal();
    if (terminal == null) {
      Charset charset = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
      return new PipeConsole(new BufferedReader(new InputStreamReader(System.in, charset)));
    }
    Map<String, String> environment = System.getenv();
    return on(terminal, History.file(environment), environment, repl);
  }

  /** Makes a console of a terminal. */
  static Console on(
      Terminal terminal, @Nullable Path history, Map<String, String> environment, Repl repl) {
    return new TerminalConsole(
        terminal,
        new Style(hasColours(terminal.getType(), environment)),
        history,
        new CellCompleter(repl::cells, repl.commands()::complete),
        (text, full) -> repl.cells().documentation(text, full));
  }

  /** Returns the process's terminal, or null if stdin or stdout is none. */
  private static @Nullable Terminal terminal() {
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

  static boolean hasColours(String type, Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !type.startsWith(Terminal.TYPE_DUMB);
  }

  static String banner() {
    return "asyncio4j REPL on Java "
        + Runtime.version().feature()
        + ": cells run in a loop, await(...) works everywhere; %help, Ctrl-D leaves";
  }
}
