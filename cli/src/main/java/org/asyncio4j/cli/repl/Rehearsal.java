package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal that nobody sees, and a session that goes through what most sessions do. */
final class Rehearsal {
  private static final String KEYS =
      """
      1 + 1
      String a() {
      sleep(ofMillis(1));
      return "A";
      }
      var both = await(gather(this::a, () -> "B"));
      both
      record Point(int x, int y) {}
      new Point(1, 2)
      var task = createTask(() -> a());
      Asyncio.wait(List.of(task)).done()
      unknown
      throw new IllegalStateException("no luck");
      run(() -> a())
      new Runner()
      %ps
      %time a()
      exit
      """;

  private Rehearsal() {}

  /**
   * Types all at once, and then keeps quiet: the end of the stream would be that of the session.
   */
  private static final class Keys extends InputStream {
    private final byte[] keys = KEYS.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    private int next;

    @Override
    public int read() throws IOException {
      while (next == keys.length) {
        LockSupport.park(this);
      }
      return keys[next++];
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      into[offset] = (byte) read();
      return 1;
    }
  }

  /** All keys come at once, so the terminal must not treat any of them before the editor does. */
  private static Attributes raw() {
    Attributes raw = new Attributes();
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setOutputFlag(OutputFlag.OPOST, true);
    return raw;
  }

  static Console open(Repl repl) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .name("rehearsal")
              .system(false)
              .providers("jni,exec")
              .type("xterm-256color")
              .streams(new Keys(), OutputStream.nullOutputStream())
              .attributes(raw())
              .size(Size.of(100, 30))
              .graphemeCluster(false)
              .build();
      return Consoles.on(terminal, null, Map.of(), repl);
    } catch (IOException e) {
      throw new UncheckedIOException("no terminal for the rehearsal", e);
    }
  }
}
