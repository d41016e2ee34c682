package org.asyncio4j.tests.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import org.asyncio4j.error.QueueShutDownException;
import org.asyncio4j.queue.LifoQueue;
import org.asyncio4j.queue.PriorityQueue;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class QueueShutdownTest {
  @Test
  void put_isRefusedAtOnce() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.shutdown();

      String text =
          "<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0 shutdown> was shut down: nothing"
              + " can be put in, and got only what is left";
      assertThatThrownBy(() -> queue.put("x"))
          .isInstanceOf(QueueShutDownException.class)
          .hasMessage(text);
      assertThatThrownBy(() -> queue.putNowait("x"))
          .isInstanceOf(QueueShutDownException.class)
          .hasMessage(text);
    });
  }

  @Test
  void putOnAFullQueue_isRefusedAtOnceToo() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(1);
      queue.putNowait("x");
      queue.shutdown();

      assertThat(catchThrowable(() -> queue.put("y"))).isInstanceOf(QueueShutDownException.class);
    });
  }

  @Test
  void get_givesWhatIsLeftThenRefuses() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      queue.shutdown();

      assertThat(queue.get()).isEqualTo("a");
      assertThat(catchThrowable(queue::get)).isInstanceOf(QueueShutDownException.class);
      assertThat(catchThrowable(queue::getNowait)).isInstanceOf(QueueShutDownException.class);
    });
  }

  @Test
  void waitingGetters_areSentAway() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      Task<String> a = createTask(queue::get);
      Task<String> b = createTask(queue::get);
      turn();

      queue.shutdown();

      assertThat(catchThrowable(a::await)).isInstanceOf(QueueShutDownException.class);
      assertThat(catchThrowable(b::await)).isInstanceOf(QueueShutDownException.class);
    });
  }

  @Test
  void waitingPutters_areSentAwayAndTheItemsStay() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>(1);
      queue.putNowait("a");
      Task<Void> task = createTask(() -> queue.put("b"));
      turn();

      queue.shutdown();

      assertThat(catchThrowable(task::await)).isInstanceOf(QueueShutDownException.class);
      assertThat(queue.getNowait()).isEqualTo("a");
    });
  }

  @Test
  void shutdown_leavesJoinersWaitingForWhatIsNotDone() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      Task<Void> joining = createTask(queue::join);
      turn();

      queue.shutdown();
      turns(3);
      assertThat(joining.done()).isFalse();
      queue.getNowait();
      queue.taskDone();

      joining.await();
    });
  }

  @Test
  void shutdownNow_dropsTheItemsAndLetsJoinersGo() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      queue.putNowait("b");
      Task<Void> joining = createTask(queue::join);
      turn();

      queue.shutdownNow();
      joining.await();

      assertThat(queue)
          .hasToString("<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0 shutdown>");
    });
  }

  @Test
  void shutdownNow_stillWaitsForWhatWasGot() {
    TestLoop.run(() -> {
      Queue<String> queue = new Queue<>();
      queue.putNowait("a");
      queue.putNowait("b");
      queue.getNowait();
      Task<Void> joining = createTask(queue::join);
      turn();

      queue.shutdownNow();
      turns(3);
      assertThat(joining.done()).isFalse();
      queue.taskDone();

      joining.await();
    });
  }

  @Test
  void shutdownNow_emptiesEveryKindOfQueue() {
    PriorityQueue<Integer> priority = new PriorityQueue<>();
    LifoQueue<Integer> lifo = new LifoQueue<>();
    for (int i = 0; i < 20; i++) {
      priority.putNowait(i);
      lifo.putNowait(i);
    }

    priority.shutdownNow();
    lifo.shutdownNow();

    assertThat(priority.empty()).isTrue();
    assertThat(lifo.empty()).isTrue();
  }

  @Test
  void secondShutdown_changesNothing() {
    Queue<String> queue = new Queue<>();
    queue.putNowait("a");
    queue.shutdown();

    queue.shutdown();

    assertThat(queue.getNowait()).isEqualTo("a");
  }
}
