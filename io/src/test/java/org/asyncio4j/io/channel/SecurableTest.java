package org.asyncio4j.io.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection below TLS. */
@Timeout(60)
class SecurableTest {
  @Test
  void recordsForALostConnection_areDroppedInSilence() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        try (Link link = Link.open()) {
          Securable transport = (Securable) link.writer().transport();
          transport.giveToTls();
          transport.abort();
          for (int i = 0; i < 20; i++) {
            transport.writeRecords(ByteBuffer.wrap(new byte[1]));
          }
        }
      });

      assertThat(log.warnings()).isEmpty();
    }
  }
}
