package org.asyncio4j.cli.repl;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;

/** Keys that do in a cell what they do not do in a shell. Console thread. */
final class CellKeys {
  /** Shows documentation. */
  @FunctionalInterface
  interface Help {
    /**
     * Looks up what stands at the end of a text.
     *
     * @param text the cell up to the cursor
     * @param full whether all is wanted, or a line each
     * @return the text to show; empty if nothing is known
     */
    String of(String text, boolean full);
  }

  private final LineReader reader;
  private final int indentation;
  private final Help help;

  /** For which text Tab has shown documentation last. */
  private String helped = "";

  private CellKeys(LineReader reader, int indentation, Help help) {
    this.reader = reader;
    this.indentation = indentation;
    this.help = help;
  }

  /**
   * Binds Tab, Alt-Enter and the closing brace.
   *
   * @param reader the editor
   * @param indentation columns of a level
   * @param help shows documentation
   */
  static void bind(LineReader reader, int indentation, Help help) {
    CellKeys keys = new CellKeys(reader, indentation, help);
    bind(reader, "cell-tab", keys::tab, "\t");
    bind(reader, "cell-newline", keys::newline, KeyMap.alt('\r'), KeyMap.alt('\n'));
    bind(reader, "cell-close-brace", keys::closeBrace, "}");
  }

  private static void bind(LineReader reader, String name, Widget widget, String... keys) {
    reader.getWidgets().put(name, widget);
    Binding binding = new Reference(name);
    for (String map : new String[] {LineReader.MAIN, LineReader.EMACS, LineReader.VIINS}) {
      KeyMap<Binding> bindings = reader.getKeyMaps().get(map);
      if (bindings != null) {
        bindings.bind(binding, keys);
      }
    }
  }

  /**
   * At the beginning of a line an indent; after a bracket, what the method takes; else completion.
   */
  private boolean tab() {
    Buffer buffer = reader.getBuffer();
    String text = buffer.upToCursor();
    if (text.substring(text.lastIndexOf('\n') + 1).isBlank()) {
      buffer.write(" ".repeat(indentation));
      return true;
    }
    char last = text.charAt(text.length() - 1);
    if (last == '(' || last == ',' || text.equals(helped)) {
      boolean again = text.equals(helped);
      helped = text;
      String found = help.of(text, again);
      if (!found.isEmpty()) {
        reader.printAbove(found);
        return true;
      }
    }
    reader.callWidget(LineReader.EXPAND_OR_COMPLETE);
    helped = buffer.upToCursor().equals(text) ? text : "";
    return true;
  }

  private boolean newline() {
    Buffer buffer = reader.getBuffer();
    int levels = JavaTokens.openLevels(buffer.upToCursor());
    buffer.write("\n" + " ".repeat(levels * indentation));
    return true;
  }

  /** A closing brace on a line of its own stands one level further left. */
  private boolean closeBrace() {
    Buffer buffer = reader.getBuffer();
    String text = buffer.upToCursor();
    String line = text.substring(text.lastIndexOf('\n') + 1);
    if (line.isBlank() && text.length() > line.length()) {
      buffer.backspace(Math.min(indentation, line.length()));
      buffer.write('}');
      return true;
    }
    reader.callWidget(LineReader.INSERT_CLOSE_CURLY); // shows the other one for a moment
    return true;
  }
}
