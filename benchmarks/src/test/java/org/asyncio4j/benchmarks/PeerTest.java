package org.asyncio4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.benchmarks.peer.asyncio4j.W8EchoProtocol;
import org.junit.jupiter.api.Test;

class PeerTest {
  private static Case first(Row row) {
    return row.cases().getFirst();
  }

  @Test
  void aVariant_isItsUsualPeerWithAClassOfItsOwn() {
    Peer variant = Peer.named("asyncio4j-portable-protocol");

    assertThat(variant.code(first(Row.W8))).contains(W8EchoProtocol.class);
    assertThat(variant.flags()).isEqualTo(Peer.PORTABLE.flags());
    assertThat(variant.usual()).isEqualTo(Peer.PORTABLE);
    assertThat(variant.ours()).isTrue();
  }

  @Test
  void aVariant_takesNoPartWhereItHasNoClass() {
    assertThat(Peer.SCHEDULED_PROTOCOL.code(first(Row.W1))).isEmpty();
  }
}
