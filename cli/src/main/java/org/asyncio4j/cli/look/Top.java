package org.asyncio4j.cli.look;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** {@code asyncio top}: looks again and again. One thread. */
public final class Top {
  private static final Duration ONCE = Duration.ofMillis(200);
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;

  private final Target target;
  private @Nullable Listing before;
  private long takenNanos;
  private @Nullable Duration cpu;

  /**
   * Prepares it.
   *
   * @param target the process
   */
  public Top(Target target) {
    this.target = target;
  }

  /**
   * Looks twice, a moment apart.
   *
   * @return the text
   * @throws LookException if the process cannot be read
   */
  public String once() throws LookException {
    look();
    try {
      Thread.sleep(ONCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return String.join("\n", look());
  }

  /**
   * Shows it on a terminal until q or Ctrl-C.
   *
   * @param terminal the terminal
   * @param pause between two looks
   * @throws LookException if the process cannot be read, or has ended
   * @throws IOException if the terminal cannot be read
   */
  public void show(Terminal terminal, Duration pause) throws LookException, IOException {
    AtomicBoolean leave = new AtomicBoolean();
    Thread reading = Thread.currentThread();
    terminal.handle(
        Signal.INT,
        signal -> {
          leave.set(true);
          reading.interrupt();
        });
    Attributes before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    try {
      while (!leave.get()) {
        draw(terminal, look());
        if (wantsToLeave(terminal.reader(), pause)) {
          return;
        }
      }
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private static boolean wantsToLeave(NonBlockingReader keys, Duration pause) throws IOException {
    long end = System.nanoTime() + pause.toNanos();
    try {
      while (true) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        int key = millis <= 0 ? NonBlockingReader.READ_EXPIRED : keys.read(millis);
        switch (key) {
          case 'q', 'Q', CTRL_C, CTRL_D, NonBlockingReader.EOF -> {
            return true;
          }
          case NonBlockingReader.READ_EXPIRED -> {
            return false;
          }
          default -> {}
        }
      }
    } catch (InterruptedIOException e) {
      return true;
    }
  }

  private static void draw(Terminal terminal, List<String> lines) {
    int width = Math.max(20, terminal.getColumns());
    int height = Math.max(5, terminal.getRows());
    StringBuilder screen = new StringBuilder();
    for (int i = 0; i < Math.min(lines.size(), height - 1); i++) {
      String line = lines.get(i);
      screen.append(line, 0, Math.min(line.length(), width)).append("\u001b[K\r\n");
    }
    terminal.puts(Capability.cursor_home);
    terminal.writer().write(screen.toString());
    terminal.writer().write("q leaves");
    terminal.puts(Capability.clr_eos);
    terminal.flush();
  }

  private List<String> look() throws LookException {
    Listing now = target.ps();
    long nowNanos = System.nanoTime();
    Duration nowCpu =
        ProcessHandle.of(target.pid()).flatMap(each -> each.info().totalCpuDuration()).orElse(null);
    double seconds = before == null ? 0 : (nowNanos - takenNanos) / 1e9;
    double used =
        cpu == null || nowCpu == null || seconds <= 0
            ? Double.NaN
            : nowCpu.minus(cpu).toNanos() / 1e9 / seconds;
    List<String> lines = TopTable.lines(before == null ? now : before, now, seconds, used);
    before = now;
    takenNanos = nowNanos;
    cpu = nowCpu;
    return lines;
  }
}
