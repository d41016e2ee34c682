package org.asyncio4j.io.soak;

import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.io.stream.Subprocesses.createSubprocessExec;
import static org.asyncio4j.io.stream.Subprocesses.createSubprocessShell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.asyncio4j.io.stream.Process;
import org.asyncio4j.io.stream.ProcessOutput;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.sync.Semaphore;

/** What the soak does with children. In tasks. */
final class Offspring {
  private final Semaphore few = new Semaphore(4);
  private final Tally tally;
  private final SubprocessOptions pipes =
      SubprocessOptions.pipes().withGracePeriod(Duration.ofMillis(500));

  Offspring(Tally tally) {
    this.tally = tally;
  }

  void any(Random random) throws IOException {
    few.with(() -> one(random));
  }

  private void one(Random random) throws IOException {
    switch (random.nextInt(5)) {
      case 0 -> copy(random);
      case 1 -> talk();
      case 2 -> kill(random);
      case 3 -> abandon(random);
      default -> readSome(random);
    }
  }

  /** All of a child's input comes back. */
  private void copy(Random random) throws IOException {
    byte[] data = Pattern.bytes(random.nextLong(), Pattern.size(random));
    try (Process cat = createSubprocessExec(List.of("cat"), pipes)) {
      ProcessOutput output = cat.communicate(data);
      Pattern.check(data, 0, output.stdout());
      if (output.stdout().length != data.length || cat.await() != 0) {
        throw new AssertionError(
            "cat gave %d of %d bytes and %s"
                .formatted(output.stdout().length, data.length, cat.returncode()));
      }
    }
    tally.count("children that copied");
  }

  private void talk() throws IOException {
    try (Process shell = createSubprocessShell("read word; echo \"got $word\"; exit 3", pipes)) {
      shell.stdin().write("something\n");
      byte[] line = shell.stdout().readline();
      if (!new String(line, java.nio.charset.StandardCharsets.UTF_8).equals("got something\n")
          || shell.await() != 3) {
        throw new AssertionError("the shell gave " + line.length + " bytes and " + shell);
      }
    }
    tally.count("children that answered");
  }

  private void kill(Random random) throws IOException {
    boolean hard = random.nextBoolean();
    try (Process sleeper = createSubprocessExec(List.of("sleep", "100"), pipes)) {
      sleep(Duration.ofMillis(random.nextInt(20)));
      if (hard) {
        sleeper.kill();
      } else {
        sleeper.terminate();
      }
      int code = sleeper.await();
      if (code != (hard ? -9 : -15)) {
        throw new AssertionError("a child that was sent a signal ended with " + code);
      }
    }
    tally.count("children killed");
  }

  /** Only close ends it. */
  private void abandon(Random random) throws IOException {
    try (Process _ = createSubprocessExec(List.of("sleep", "100"), pipes)) {
      sleep(Duration.ofMillis(random.nextInt(20)));
    }
    tally.count("children closed");
  }

  /** Most of its output is never read. */
  private void readSome(Random random) throws IOException {
    try (Process zeros =
        createSubprocessExec(List.of("head", "-c", "1000000", "/dev/zero"), pipes)) {
      zeros.stdout().readexactly(1 + random.nextInt(200_000));
    }
    tally.count("children half read");
  }
}
