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
  private static final Duration SETTLE = Duration.ofMillis(200);
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;

  private final Target target;
  private @Nullable Reading before;

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
    before = read();
    try {
      Thread.sleep(SETTLE);
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
    Attributes given = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    try {
      while (!leave.get()) {
        draw(terminal, look());
        Duration settle = pause.compareTo(SETTLE.multipliedBy(2)) > 0 ? SETTLE : pause.dividedBy(2);
        if (wantsToLeave(terminal.reader(), settle)) {
          return;
        }
        before = read();
        if (wantsToLeave(terminal.reader(), pause.minus(settle))) {
          return;
        }
      }
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(given);
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

  /*
   * Reading stacks is work for the process: in the scheduled driver each task whose stack is read takes a
   * step more. So rates are taken between two readings without stacks, the first one a moment after the
   * last look.
   */
  /** Counters, and when they were read. */
  private record Reading(Listing counters, long nanos, @Nullable Duration cpu) {}

  private Reading read() throws LookException {
    Duration cpu =
        ProcessHandle.of(target.pid()).flatMap(each -> each.info().totalCpuDuration()).orElse(null);
    return new Reading(target.counters(), System.nanoTime(), cpu);
  }

  private List<String> look() throws LookException {
    Reading now = read();
    Reading old = before == null ? now : before;
    double seconds = (now.nanos() - old.nanos()) / 1e9;
    return TopTable.lines(
        old.counters(), now.counters(), target.ps(), seconds, used(old.cpu(), now.cpu(), seconds));
  }

  private static double used(@Nullable Duration old, @Nullable Duration now, double seconds) {
    return old == null || now == null || seconds <= 0
        ? Double.NaN
        : now.minus(old).toNanos() / 1e9 / seconds;
  }
}
