package org.asyncio4j.cli.repl;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.asyncio4j.cli.look.SystemTerminal;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Opens the console that fits the process: its terminal, or stdin. */
final class Consoles {
  private Consoles() {}

  static Console open(Repl repl) {
    Terminal terminal = SystemTerminal.open();
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
