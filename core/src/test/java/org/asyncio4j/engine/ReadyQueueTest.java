package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.fiber.Fiber;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
  private final ReadyQueue queue = new ReadyQueue();

  private static final class Nothing extends Ready {
    @Override
    protected Fiber run(Engine engine) {
      return null;
    }
  }

  private List<Ready> add(int count) {
    List<Ready> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ready ready = new Nothing();
      added.add(ready);
      queue.add(ready);
    }
    return added;
  }

  private List<Ready> take(int count) {
    List<Ready> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(queue.take());
    }
    return taken;
  }

  @Test
  void whatComesFirst_goesFirst_alsoWhenTheRingGrowsInItsMiddle() {
    List<Ready> first = add(50);
    assertThat(take(30)).isEqualTo(first.subList(0, 30));

    List<Ready> second = add(500);

    List<Ready> expected = new ArrayList<>(first.subList(30, 50));
    expected.addAll(second);
    assertThat(take(520)).isEqualTo(expected);
  }

  @Test
  void whatIsPutBack_goesFirst() {
    List<Ready> added = add(64); // the ring is full
    Ready again = new Nothing();

    queue.addFirst(again);

    assertThat(queue.take()).isSameAs(again);
    assertThat(take(64)).isEqualTo(added);
  }

  @Test
  void aQueueThatWasHuge_worksOnWhenItHasShrunk() {
    add(200_000);
    take(200_000);

    List<Ready> added = add(100);

    assertThat(take(100)).isEqualTo(added);
    assertThat(queue.size()).isZero();
  }
}
