package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.Poller;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final AtomicInteger wakeups = new AtomicInteger();
  private final Inbox inbox = new Inbox(new CountingPoller());

  private final class CountingPoller implements Poller {
    @Override
    public boolean poll(long deadlineNanos, boolean workOutside) {
      throw new AssertionError("an inbox does not poll");
    }

    @Override
    public void wakeup() {
      wakeups.incrementAndGet();
    }
  }

  private static final class Item extends Ready {
    @Override
    protected Fiber run(Engine engine) {
      throw new AssertionError("an inbox runs nothing");
    }
  }

  @Test
  void items_comeOutInTheOrderInWhichTheyWentIn() {
    Item first = new Item();
    Item second = new Item();
    inbox.put(first);
    inbox.put(second);

    assertThat(inbox.take()).isSameAs(first);
    assertThat(inbox.take()).isSameAs(second);
    assertThat(inbox.take()).isNull();
  }

  @Test
  void putWhileTheLoopWorks_makesNoWakeup() {
    inbox.put(new Item());

    assertThat(wakeups).hasValue(0);
  }

  @Test
  void putAfterTheLoopHasMovedToAnotherPoller_wakesThatOne() {
    AtomicInteger others = new AtomicInteger();
    inbox.wakes(
        new Poller() {
          @Override
          public boolean poll(long deadlineNanos, boolean workOutside) {
            throw new AssertionError("an inbox does not poll");
          }

          @Override
          public void wakeup() {
            others.incrementAndGet();
          }
        });
    assertThat(inbox.announceWait()).isTrue();

    inbox.put(new Item());

    assertThat(others).hasValue(1);
    assertThat(wakeups).hasValue(0);
  }

  @Test
  void putWhileTheLoopWaits_makesOneWakeup() {
    assertThat(inbox.announceWait()).isTrue();

    inbox.put(new Item());
    inbox.put(new Item());

    assertThat(wakeups).hasValue(1);
  }

  @Test
  void itemThatCameBeforeTheWait_keepsTheLoopFromWaiting() {
    inbox.put(new Item());

    assertThat(inbox.announceWait()).isFalse();
    assertThat(inbox.isWaiting()).isFalse();
  }

  @Test
  void loopThatHasWaited_isNotWokenAgain() {
    inbox.announceWait();
    inbox.waitEnded();

    inbox.put(new Item());

    assertThat(wakeups).hasValue(0);
  }

  @Test
  void manyWhoPutAtOnce_wakeTheLoopOnce() throws InterruptedException {
    inbox.announceWait();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                inbox.put(new Item());
              });
    }

    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(wakeups).hasValue(1);
  }

  @Test
  void closedInbox_takesNothingMoreAndGivesWhatIsInIt() {
    Item before = new Item();
    inbox.put(before);
    inbox.close();

    assertThat(inbox.put(new Item())).isFalse();
    assertThat(inbox.take()).isSameAs(before);
    assertThat(inbox.take()).isNull();
  }

  /** Either the one who puts is refused, or the item is there after the close. */
  @Test
  void putThatMeetsTheClose_isNeverLost() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      Inbox each = new Inbox(new CountingPoller());
      AtomicInteger accepted = new AtomicInteger();
      Thread other = Thread.ofVirtual().start(() -> accepted.set(each.put(new Item()) ? 1 : 0));

      each.close();
      other.join();

      assertThat(each.take() == null ? 0 : 1).isEqualTo(accepted.get());
    }
  }
}
