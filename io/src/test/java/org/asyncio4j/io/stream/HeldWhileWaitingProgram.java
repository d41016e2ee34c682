package org.asyncio4j.io.stream;

import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gatherOutcomes;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.task.Task;

/**
 * Waits in methods of objects that nobody else holds, while the collector runs. To be run with
 * these methods compiled: then a frame keeps only what its code still uses.
 */
final class HeldWhileWaitingProgram {
  private static final List<SocketChannel> FAR = new ArrayList<>();
  private static final byte[] MUCH = new byte[16 << 20];

  private HeldWhileWaitingProgram() {}

  public static void main(String[] args) {
    run(() -> {
      List<Task<?>> waiting =
          List.of(
              createTask(() -> shell("exec sleep 0.5").await()),
              createTask(() -> shell("trap '' TERM; while :; do sleep 0.05; done").close()),
              createTask(() -> shell("exec sleep 0.5").communicate()),
              createTask(() -> writer().waitClosed()),
              createTask(() -> fullWriter().drain()));
      for (int i = 0; i < 10; i++) {
        System.gc();
        sleep(Duration.ofMillis(20));
      }
      for (SocketChannel each : FAR) {
        each.setOption(StandardSocketOptions.SO_LINGER, 0);
        each.close(); // a reset, which ends both waits
      }
      for (Task<?> each : waiting) {
        gatherOutcomes(each).await();
      }
    });
    System.out.println("done");
  }

  private static Process shell(String line) throws IOException {
    return Subprocesses.createSubprocessShell(
        line, SubprocessOptions.defaults().withGracePeriod(Duration.ofMillis(500)));
  }

  private static StreamWriter writer() throws IOException {
    Link link = Link.open();
    FAR.add(link.far());
    return link.writer();
  }

  private static StreamWriter fullWriter() throws IOException {
    StreamWriter writer = writer();
    writer.write(MUCH);
    return writer;
  }
}
