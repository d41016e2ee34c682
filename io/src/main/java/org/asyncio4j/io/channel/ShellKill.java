package org.asyncio4j.io.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.loop.Signal;

/** Signals that the JDK does not send: the command {@code kill} of a shell does. */
final class ShellKill {
  private ShellKill() {}

  /** Sends one, and waits for that, some milliseconds. */
  static void send(long pid, Signal signal) {
    if (Spawner.windows()) {
      throw new UnsupportedOperationException(
          "sendSignal: " + signal + " (expected on Windows: SIGTERM or SIGKILL)");
    }
    Engine.undisturbed(() -> kill(pid, signal));
  }

  private static void kill(long pid, Signal signal) {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal.shortName() + " " + pid)
            .redirectErrorStream(true);
    try {
      Process kill = shell.start();
      kill.getOutputStream().close();
      String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (kill.waitFor() != 0 && !said.contains("No such process")) {
        throw new IOException("sendSignal: " + signal + " to process " + pid + ": " + said.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the shell ends by itself
    }
  }
}
