package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * Cells typed at a terminal, with JLine's editor. What is printed meanwhile appears above the
 * prompt.
 */
final class TerminalConsole implements Console {
  private static final int INDENTATION = 2;

  private final Terminal terminal;
  private final LineReader reader;
  private final CellParser parser = new CellParser();
  private final Style style;
  private final InputStream stdin = System.in;
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final TerminalOutput output;

  /**
   * Takes the terminal, and System.out and System.err, until closed.
   *
   * @param terminal the terminal
   * @param style its colours
   * @param history where history is kept, or null for nowhere
   * @param completer completes cells
   * @param help shows documentation, for Tab
   */
  TerminalConsole(
      Terminal terminal,
      Style style,
      @Nullable Path history,
      Completer completer,
      CellKeys.Help help) {
    this.terminal = terminal;
    this.style = style;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("asyncio")
            .terminal(terminal)
            .parser(parser)
            .completer(completer)
            .option(Option.DISABLE_EVENT_EXPANSION, true) // ! is an operator
            .option(Option.AUTO_FRESH_LINE, false)
            .option(Option.HISTORY_TIMESTAMPED, false)
            .variable(LineReader.INDENTATION, INDENTATION);
    if (style.colours()) {
      builder.highlighter(new CellHighlighter());
    }
    if (history != null && canBeKept(history)) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    reader = builder.build();
    CellKeys.bind(reader, INDENTATION, help);
    keepWhatIsTyped(terminal);
    output = new TerminalOutput(reader);
    System.setIn(new TerminalInput(reader, parser));
    PrintStream shared = new PrintStream(output, true, terminal.encoding());
    System.setOut(shared);
    System.setErr(shared);
  }

  /**
   * What is typed while a cell runs waits for the next prompt, unseen and whole: the terminal
   * itself would show it amid the output, and swallow Ctrl-D. Ctrl-C stays a signal.
   */
  private static void keepWhatIsTyped(Terminal terminal) {
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN), false);
    attributes.setInputFlags(EnumSet.of(InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IXON), false);
    attributes.setControlChar(ControlChar.VMIN, 1);
    attributes.setControlChar(ControlChar.VTIME, 0);
    terminal.setAttributes(attributes); // closing it brings back what was before
  }

  private static boolean canBeKept(Path history) {
    try {
      Path folder = history.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return true;
    } catch (IOException e) {
      return false; // a session without history is better than none
    }
  }

  @Override
  public @Nullable String readCell(int number, Predicate<String> whole) {
    String prompt = "In [" + number + "]: ";
    reader.variable(
        LineReader.SECONDARY_PROMPT_PATTERN,
        style.input(" ".repeat(prompt.length() - "...: ".length()) + "...: "));
    parser.setWhole(whole);
    output.freshLine();
    String text = null;
    while (text == null) {
      try {
        text = reader.readLine(style.input(prompt));
      } catch (UserInterruptException e) {
        text = null; // Ctrl-C: a new prompt
      } catch (EndOfFileException e) {
        return null;
      }
    }
    return text;
  }

  @Override
  public Listening onInterrupt(Runnable handler) {
    SignalHandler before = terminal.handle(Signal.INT, _ -> handler.run());
    return () -> terminal.handle(Signal.INT, before);
  }

  @Override
  public void freshLine() {
    output.freshLine();
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void close() {
    try {
      output.freshLine();
      System.setIn(stdin);
      System.setOut(stdout);
      System.setErr(stderr);
      reader.getHistory().save();
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot leave the terminal as it was", e);
    }
  }
}
