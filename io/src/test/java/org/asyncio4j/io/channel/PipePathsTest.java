package org.asyncio4j.io.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Sockets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether the path of a pipe leads to that pipe. */
@Timeout(60)
@ExtendWith(Descriptors.class)
class PipePathsTest {
  @BeforeEach
  void onlyWhereThereArePaths() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
  }

  private static void checkAndClose(List<PipePaths.Named> pipes) throws Exception {
    for (int i = 0; i < pipes.size(); i++) {
      try (FileOutputStream out = new FileOutputStream(pipes.get(i).writer())) {
        out.write(i);
      }
    }
    for (int i = 0; i < pipes.size(); i++) {
      Pipe pipe = pipes.get(i).pipe();
      ByteBuffer got = ByteBuffer.allocate(10);
      pipe.source().read(got);
      assertThat(got.position()).isEqualTo(1);
      assertThat(got.get(0)).isEqualTo((byte) i);
      PipePaths.close(List.of(pipe));
    }
  }

  @Test
  void paths_leadToTheirPipes() throws Exception {
    List<PipePaths.Named> pipes = PipePaths.open(3);

    assertThat(pipes).hasSize(3);
    checkAndClose(pipes);
  }

  @Test
  void otherThreadsOpenPipes_noneIsMistaken() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread other =
        Sockets.thread(() -> {
          while (!stop.get()) {
            Pipe pipe = Pipe.open();
            pipe.sink().write(ByteBuffer.allocate(7));
            PipePaths.close(List.of(pipe));
          }
        });

    int found = 0;
    for (int i = 0; i < 300; i++) {
      List<PipePaths.Named> pipes = PipePaths.open(2);
      if (pipes != null) {
        found++;
        checkAndClose(pipes);
      }
    }

    stop.set(true);
    other.join();
    assertThat(found).isPositive();
  }
}
