package org.asyncio4j.tests.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import org.asyncio4j.queue.PriorityQueue;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class PriorityQueueTest {
  private record Job(int priority, int number) {}

  private static <T> List<T> drained(Queue<T> queue) {
    List<T> items = new ArrayList<>();
    while (!queue.empty()) {
      items.add(queue.getNowait());
    }
    return items;
  }

  @Test
  void smallest_comesOutFirst() {
    PriorityQueue<String> queue = new PriorityQueue<>();
    for (String item : List.of("b", "d", "a", "c")) {
      queue.putNowait(item);
    }

    assertThat(drained(queue)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void comparator_decides() {
    PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.<Integer>reverseOrder());
    for (int item : List.of(2, 4, 1, 3)) {
      queue.putNowait(item);
    }

    assertThat(drained(queue)).containsExactly(4, 3, 2, 1);
  }

  @Test
  void equalItems_comeOutInTheOrderInWhichTheyWerePutIn() {
    PriorityQueue<Job> queue = new PriorityQueue<>(Comparator.comparingInt(Job::priority));
    for (int i = 0; i < 50; i++) {
      queue.putNowait(new Job(i % 3, i));
    }

    List<Job> got = drained(queue);

    assertThat(got)
        .isSortedAccordingTo(Comparator.comparingInt(Job::priority).thenComparingInt(Job::number));
  }

  @Test
  void randomPutsAndGets_giveTheSmallestOfWhatIsThere() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    PriorityQueue<Job> queue = new PriorityQueue<>(Comparator.comparingInt(Job::priority));
    List<Job> model = new ArrayList<>();
    Comparator<Job> order = Comparator.comparingInt(Job::priority).thenComparingInt(Job::number);

    for (int i = 0; i < 20_000; i++) {
      if (model.isEmpty() || random.nextInt(100) < 52) {
        Job job = new Job(random.nextInt(20), i);
        queue.putNowait(job);
        model.add(job);
      } else {
        Job least = model.stream().min(order).orElseThrow();
        model.remove(least);
        assertThat(queue.getNowait()).as("seed %s, step %s", seed, i).isEqualTo(least);
      }
    }

    assertThat(queue.qsize()).as("seed %s", seed).isEqualTo(model.size());
  }

  @Test
  void comparatorThatThrowsNowAndThen_neverHarmsTheQueue() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    boolean[] calm = new boolean[1];
    PriorityQueue<Integer> queue =
        new PriorityQueue<>((a, b) -> {
          if (!calm[0] && random.nextInt(8) == 0) {
            throw new ArithmeticException("now and then");
          }
          return Integer.compare(a, b);
        });
    List<Integer> model = new ArrayList<>();

    int thrown = 0;
    for (int i = 0; i < 5_000; i++) {
      try {
        if (random.nextInt(100) < 60) {
          queue.putNowait(i % 97);
          model.add(i % 97);
        } else if (!queue.empty()) {
          model.remove(/* element */ queue.getNowait());
        }
      } catch (ArithmeticException e) {
        thrown++;
      }
    }
    calm[0] = true;

    assertThat(thrown).as("seed %s", seed).isPositive();
    assertThat(drained(queue)).as("seed %s", seed).isEqualTo(model.stream().sorted().toList());
  }

  @Test
  void comparatorThatThrowsInPut_wakesNobodyAndCountsNothing() {
    TestLoop.run(() -> {
      PriorityQueue<Integer> queue = new PriorityQueue<>(2, (a, _) -> Math.divideExact(a, 0));
      Task<Integer> getter = createTask(queue::get);
      turn();

      Throwable thrown = catchThrowable(() -> queue.put(1));

      assertThat(thrown).isInstanceOf(ArithmeticException.class);
      assertThat(queue)
          .hasToString("<PriorityQueue maxsize=2 items=0 getters=1 putters=0 tasks=0>");
      getter.cancel();
    });
  }

  @Test
  void comparatorThatTouchesItsQueue_isFoundOut() {
    List<PriorityQueue<Integer>> self = new ArrayList<>();
    boolean[] touching = new boolean[1];
    PriorityQueue<Integer> queue =
        new PriorityQueue<>((a, b) -> {
          if (touching[0]) {
            touching[0] = false;
            self.getFirst().putNowait(0);
          }
          return Integer.compare(a, b);
        });
    self.add(queue);
    queue.putNowait(1);
    touching[0] = true;

    Throwable thrown = catchThrowable(() -> queue.putNowait(2));

    assertThat(thrown)
        .isInstanceOf(ConcurrentModificationException.class)
        .hasMessage(
            "the comparator has changed the queue that it compares for, or has waited while others"
                + " did; it must only compare");
    assertThat(drained(queue)).containsExactly(0, 1);
  }

  @Test
  void itemWithoutANaturalOrder_isRefusedEvenAsTheFirst() {
    PriorityQueue<Object> queue = new PriorityQueue<>();

    assertThatThrownBy(() -> queue.putNowait(Thread.currentThread()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "item: a java.lang.Thread has no natural order (expected: a Comparable); give the queue"
                + " a Comparator");
    assertThatThrownBy(() -> queue.putNowait(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("item: null has no natural order");
    assertThat(queue.empty()).isTrue();
  }

  @Test
  void nullComparator_isRefused() {
    assertThatThrownBy(() -> new PriorityQueue<String>((Comparator<String>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("order");
  }
}
