package org.asyncio4j.io.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ShutdownReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does with clients that have not shaken hands. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class TlsServerTest {
  /** What is done to a server. */
  @FunctionalInterface
  private interface Deed {
    void to(Server server);
  }

  /** Returns what a silent client reads after a deed, so many turns after it was accepted. */
  private static int silentClientReads(int turns, Deed deed) {
    return run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo());
          SocketChannel far = SocketChannel.open(link.server().addresses().getFirst())) {
        while (link.server().connections() == 0) {
          sleep(Duration.ZERO);
        }
        for (int i = 0; i < turns; i++) {
          sleep(Duration.ZERO);
        }
        deed.to(link.server());
        link.server().close();
        link.server().waitClosed();
        return far.read(ByteBuffer.allocate(1));
      }
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10})
  void closeClients_endsHandshakes(int turns) {
    assertThat(silentClientReads(turns, Server::closeClients)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10})
  void abortClients_endsHandshakes(int turns) {
    assertThat(silentClientReads(turns, Server::abortClients)).isEqualTo(-1);
  }

  @Test
  void shutdown_countsHandshakesAndAbortsThem() {
    ShutdownReport[] report = new ShutdownReport[1];
    int end =
        silentClientReads(
            0, server -> report[0] = server.shutdown(Duration.ZERO)); // nobody waits for hellos

    assertThat(end).isEqualTo(-1);
    assertThat(report[0].aborted()).isEqualTo(1);
  }
}
