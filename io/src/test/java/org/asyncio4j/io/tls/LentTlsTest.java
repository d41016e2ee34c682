package org.asyncio4j.io.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bytes that are lent on a TLS connection. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class LentTlsTest {
  private static void echo(StreamReader reader, StreamWriter writer) throws Exception {
    try (writer) {
      while (reader.readLent(writer::write) >= 0) {
        writer.drain();
      }
    }
  }

  @Test
  void muchData_comesBackAsItWasSent() {
    byte[] data = new byte[2_000_000];
    new Random(3).nextBytes(data);
    Asyncio.run(() -> {
      try (TlsLink link = TlsLink.serving(LentTlsTest::echo);
          Connection near = link.connect()) {
        Task<byte[]> back = Asyncio.createTask(() -> near.reader().readexactly(data.length));
        near.writer().write(data);
        near.writer().drain();

        assertThat(Arrays.equals(back.await(), data)).isTrue();
      }
    });
  }

  @Test
  void whatIsNotTaken_stays() {
    Asyncio.run(() -> {
      try (TlsLink link = TlsLink.serving(LentTlsTest::echo);
          Connection near = link.connect()) {
        near.writer().write("hello");
        StringBuilder seen = new StringBuilder();
        int taken =
            near.reader()
                .readLent(view -> {
                  seen.append(UTF_8.decode(view.duplicate()));
                  view.get();
                });

        assertThat(taken).isEqualTo(1);
        assertThat(seen).hasToString("hello");
        assertThat(Link.text(near.reader().readexactly(4))).isEqualTo("ello");
      }
    });
  }

  @Test
  void startTlsWithinLentBytes_isRefused() {
    Asyncio.run(() -> {
      try (Link link = Link.open()) {
        link.send("x");

        Throwable error =
            Link.thrownBy(
                () -> link.reader().readLent(_ -> link.writer().startTls(Certificates.client())));

        assertThat(error)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith("startTls() called by code that was lent bytes");
      }
    });
  }
}
