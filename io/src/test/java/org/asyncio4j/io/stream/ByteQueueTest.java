package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes between protocol and reader. */
class ByteQueueTest {
  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void whatWentInAtOnce_comesOutWithoutACopy_andNothingIsKept() {
    ByteQueue queue = new ByteQueue();
    queue.add(buffer("hello"));

    byte[] all = queue.takeAll();

    assertThat(new String(all, UTF_8)).isEqualTo("hello");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.takeAll()).isEmpty();
  }

  @Test
  void bytesGivenBack_comeFirst() {
    ByteQueue queue = new ByteQueue();
    queue.add(buffer("world"));
    queue.addFirst(buffer("hello "));

    assertThat(new String(queue.takeAll(), UTF_8)).isEqualTo("hello world");
  }

  @Test
  void find_seesOnlyWhatIsThere() {
    ByteQueue queue = new ByteQueue();
    queue.add(buffer("xxabcab"));
    queue.drop(2);

    assertThat(queue.find("ab".getBytes(UTF_8), 0)).isZero();
    assertThat(queue.find("ab".getBytes(UTF_8), 1)).isEqualTo(3);
    assertThat(queue.find("abx".getBytes(UTF_8), 0)).isEqualTo(-1);
    assertThat(queue.startsWith("c".getBytes(UTF_8), 2)).isTrue();
    assertThat(queue.startsWith("bx".getBytes(UTF_8), 4)).isFalse();
  }

  @Test
  void randomPieces_comeOutInOrder() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    ByteQueue queue = new ByteQueue();
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 5_000; i++) {
      byte[] piece = new byte[random.nextInt(200)];
      random.nextBytes(piece);
      in.writeBytes(piece);
      queue.add(ByteBuffer.wrap(piece));
      if (random.nextInt(4) > 0) {
        out.writeBytes(queue.take(random.nextInt(queue.size() + 1)));
      } else {
        ByteBuffer target = ByteBuffer.allocate(random.nextInt(300));
        int moved = queue.moveTo(target);
        out.write(target.array(), 0, moved);
      }
    }
    out.writeBytes(queue.takeAll());

    assertThat(Arrays.equals(in.toByteArray(), out.toByteArray())).as("-Dseed=%d", seed).isTrue();
  }
}
