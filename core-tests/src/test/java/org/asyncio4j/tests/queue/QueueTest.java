package org.asyncio4j.tests.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.error.QueueEmptyException;
import org.asyncio4j.error.QueueFullException;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.queue.LifoQueue;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final Trace trace = new Trace();

  private Task<Void> getting(Queue<String> queue, String name) {
    return createTask(name, () -> trace.add(name + " " + queue.get()));
  }

  private Task<Void> putting(Queue<String> queue, String item) {
    return createTask(
        "put " + item,
        () -> {
          queue.put(item);
          trace.add("put " + item);
        });
  }

  private static <T> List<T> drained(Queue<T> queue) {
    List<T> items = new ArrayList<>();
    while (!queue.empty()) {
      items.add(queue.getNowait());
    }
    return items;
  }

  // ---------------------------------------------------------------- order of the items

  @Test
  void items_comeOutInTheOrderInWhichTheyWerePutIn() {
    Queue<Integer> queue = new Queue<>();
    List<Integer> expected = new ArrayList<>();
    List<Integer> got = new ArrayList<>();

    for (int i = 0; i < 100; i++) {
      queue.putNowait(i);
      expected.add(i);
      if (i % 3 == 0) { // so that the ring goes round while it grows
        got.add(queue.getNowait());
      }
    }
    got.addAll(drained(queue));

    assertThat(got).isEqualTo(expected);
  }

  @Test
  void lifoQueue_givesTheLastFirst() {
    Queue<Integer> queue = new LifoQueue<>();
    for (int i = 0; i < 20; i++) {
      queue.putNowait(i);
    }

    assertThat(queue.getNowait()).isEqualTo(19);
    queue.putNowait(99);
    assertThat(drained(queue)).hasSize(20).startsWith(99, 18, 17).endsWith(1, 0);
  }

  @Test
  void null_isAnItem() {
    Queue<String> fifo = new Queue<>();
    Queue<String> lifo = new LifoQueue<>();

    fifo.putNowait(null);
    lifo.putNowait(null);

    assertThat(fifo.qsize()).isEqualTo(1);
    assertThat(fifo.getNowait()).isNull();
    assertThat(lifo.getNowait()).isNull();
  }

  @Test
  void ownCollection_decidesOnTheOrder() {
    Queue<String> queue = Queue.over(0, new ArrayDeque<>());

    queue.putNowait("a");
    queue.putNowait("b");

    assertThat(queue.qsize()).isEqualTo(2);
    assertThat(drained(queue)).containsExactly("a", "b");
    queue.putNowait("c");
    queue.shutdownNow();
    assertThat(queue.empty()).isTrue();
  }

  @Test
  void ownCollectionThatRefusesAnItem_leavesTheQueueAsItWas() {
    Queue<String> queue = Queue.over(0, new ArrayDeque<>());

    Throwable thrown = catchThrowable(() -> queue.putNowait(null));

    assertThat(thrown).isInstanceOf(NullPointerException.class);
    assertThat(queue).hasToString("<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0>");
  }

  @Test
  void ownCollectionThatIsNotEmpty_isRefused() {
    assertThatThrownBy(() -> Queue.over(0, new ArrayDeque<>(List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("items: 1 are in the collection (expected: none); put them in later");
  }

  // ---------------------------------------------------------------- waiting

  @Test
  void putWithRoomAndGetOfAnItem_doNotSuspend() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(1);
      getRunningLoop().callSoon(() -> trace.add("turn"));

      queue.put("x");

      assertThat(queue.get()).isEqualTo("x");
      trace.is();
    });
  }

  @Test
  void getters_areServedInTheOrderInWhichTheyCame() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      Task<?>[] tasks = {getting(queue, "a"), getting(queue, "b"), getting(queue, "c")};
      turn();

      queue.putNowait("1");
      queue.putNowait("2");
      queue.putNowait("3");
      gather(tasks).await();

      trace.is("a 1", "b 2", "c 3");
    });
  }

  @Test
  void putters_goInTheOrderInWhichTheyCame() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(1);
      queue.putNowait("0");
      Task<?>[] tasks = {putting(queue, "1"), putting(queue, "2")};
      turn();

      List<String> got = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        got.add(queue.get());
        turn();
      }
      gather(tasks).await();

      assertThat(got).containsExactly("0", "1", "2");
      trace.is("put 1", "put 2");
    });
  }

  @Test
  void newcomer_mayTakeTheItemOfAWokenGetterWhichThenWaitsAgain() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      Task<Void> woken = getting(queue, "woken");
      turn();

      queue.putNowait("1");
      trace.add("newcomer " + queue.get());
      turns(3);
      assertThat(woken.done()).isFalse();
      queue.putNowait("2");
      woken.await();

      trace.is("newcomer 1", "woken 2");
    });
  }

  @Test
  void waitFor_givesUpAndTakesNothing() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();

      Throwable thrown = catchThrowable(() -> waitFor(queue::get, seconds(1)));
      queue.putNowait("x");

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(queue.getNowait()).isEqualTo("x");
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledGetter_takesNothing() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      Task<Void> a = getting(queue, "a");
      Task<Void> b = getting(queue, "b");
      turn();

      a.cancel();
      queue.putNowait("1");
      b.await();

      trace.is("b 1");
    });
  }

  @Test
  void getterCancelledAfterItWasWoken_wakesTheNext() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      Task<Void> a = getting(queue, "a");
      Task<Void> b = getting(queue, "b");
      turn();

      queue.putNowait("1");
      a.cancel();
      b.await();

      trace.is("b 1");
      assertThat(a.cancelled()).isTrue();
    });
  }

  @Test
  void putterCancelledAfterItWasWoken_wakesTheNext() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(1);
      queue.putNowait("0");
      Task<Void> a = putting(queue, "a");
      Task<Void> b = putting(queue, "b");
      turn();

      queue.getNowait();
      a.cancel();
      b.await();

      trace.is("put b");
      assertThat(drained(queue)).containsExactly("b");
    });
  }

  @Test
  void thousandsOfGettersCancelled_theOthersAreServed() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        tasks.add(getting(queue, "g" + i));
      }
      turn();
      for (int i = 0; i < 10_000; i++) {
        if (i % 5_000 != 4_999) {
          tasks.get(i).cancel();
        }
      }

      queue.putNowait("1");
      queue.putNowait("2");
      turns(3);

      trace.is("g4999 1", "g9999 2");
      assertThat(queue.toString()).contains("getters=0");
    });
  }

  // ---------------------------------------------------------------- nowait

  @Test
  void getNowaitOfAnEmptyQueue_isRefused() {
    assertThatThrownBy(() -> new Queue<>().getNowait())
        .isInstanceOf(QueueEmptyException.class)
        .hasMessage(
            "<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0> is empty: get() waits until"
                + " there is an item");
  }

  @Test
  void putNowaitOnAFullQueue_isRefused() {
    Queue<String> queue = new Queue<>(1);
    queue.putNowait("x");

    assertThatThrownBy(() -> queue.putNowait("y"))
        .isInstanceOf(QueueFullException.class)
        .hasMessage(
            "<Queue maxsize=1 items=1 getters=0 putters=0 tasks=1> is full: put(...) waits until"
                + " there is room");
  }

  @Test
  void full_isNeverTrueWithoutALimit() {
    Queue<String> queue = new Queue<>(-1);
    queue.putNowait("x");

    assertThat(queue.full()).isFalse();
    assertThat(queue.maxsize()).isEqualTo(-1);
  }

  // ---------------------------------------------------------------- join

  @Test
  void join_waitsUntilAllIsDone() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      queue.putNowait("b");
      Task<Void> joining =
          createTask(() -> {
            queue.join();
            trace.add("joined");
          });
      turn();

      queue.getNowait();
      queue.taskDone();
      queue.getNowait();
      turns(3);
      trace.is();
      queue.taskDone();
      joining.await();

      trace.is("joined");
    });
  }

  @Test
  void joinOfAnUntouchedQueue_doesNotSuspend() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("turn"));

      new Queue<>().join();

      trace.is();
    });
  }

  @Test
  void joiner_goesOnEvenIfSomethingWasPutInMeanwhile() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      Task<Void> joining = createTask(queue::join);
      turn();

      queue.taskDone();
      queue.putNowait("b");

      joining.await();
      assertThat(queue.qsize()).isEqualTo(2);
    });
  }

  @Test
  void taskDoneTooOften_isRefused() {
    assertThatThrownBy(() -> new Queue<>().taskDone())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "task_done() called too many times; <Queue maxsize=0 items=0 getters=0 putters=0"
                + " tasks=0> has no unfinished item: call taskDone() once for each item got");
  }

  // ---------------------------------------------------------------- text

  @Test
  void text_showsItemsAndWhoWaits() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(2);
      queue.putNowait("a");
      queue.putNowait("b");
      queue.getNowait();
      queue.putNowait("c");
      Task<?>[] tasks = {putting(queue, "d"), putting(queue, "e"), putting(queue, "f")};
      turn();

      assertThat(queue).hasToString("<Queue maxsize=2 items=2 getters=0 putters=3 tasks=3>");

      queue.shutdown();
      assertThat(queue)
          .hasToString("<Queue maxsize=2 items=2 getters=0 putters=0 tasks=3 shutdown>");
      turns(2);
      for (Task<?> task : tasks) {
        assertThat(task.exception()).isNotNull();
      }
    });
  }
}
