package org.asyncio4j.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.asyncio4j.function.Action;
import org.junit.jupiter.api.Test;

class LineTest {
  private static void withLine(java.util.function.Consumer<Line> test) {
    HomeLoop home = new HomeLoop(() -> "<Thing>");
    Action main =
        () -> {
          home.check("Thing.use");
          test.accept(new Line(home, () -> "<Thing>"));
        };
    run(main);
  }

  @Test
  void wake_takesThePendingOnesInOrderAndSkipsTheCancelled() {
    withLine(line -> {
      Place a = line.join();
      Place b = line.join();
      Place c = line.join();
      b.cancel();

      assertThat(line.wake()).isSameAs(a);
      assertThat(line.wake()).isSameAs(c);
      assertThat(line.wake()).isNull();
    });
  }

  @Test
  void whoJoinsWhenNobodyIsPending_isTheNextToBeWoken() {
    withLine(line -> {
      line.join();
      line.wake();
      line.wake();

      Place late = line.join();

      assertThat(line.wake()).isSameAs(late);
    });
  }

  @Test
  void wakeHead_wakesNobodyWhileTheFirstIsDoneAndStillThere() {
    withLine(line -> {
      Place first = line.join();
      Place second = line.join();
      first.cancel();

      line.wakeHead();
      assertThat(second.done()).isFalse();
      line.leave(first);
      line.wakeHead();

      assertThat(second.woken()).isTrue();
    });
  }

  @Test
  void cancelled_isInTheLineButNotLive() {
    withLine(line -> {
      Place place = line.join();
      line.join();

      place.cancel();
      place.cancel();

      assertThat(line.live()).isEqualTo(1);
      assertThat(line.size()).isEqualTo(2);
    });
  }

  @Test
  void cancelAfterLeaving_isNotCounted() {
    withLine(line -> {
      Place place = line.join();
      line.leave(place);
      line.leave(place);

      place.cancel();

      assertThat(line.live()).isZero();
      assertThat(line.size()).isZero();
    });
  }

  /** Against a list that is looked through from the front each time, as asyncio does. */
  @Test
  void randomLines_areAsAPlainListWouldBe() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    withLine(line -> {
      List<Place> model = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        Place any = model.isEmpty() ? null : model.get(random.nextInt(model.size()));
        int what = random.nextInt(10);
        if (any == null || what < 4) {
          model.add(line.join());
        } else if (what < 6) {
          any.cancel();
        } else if (what < 8) {
          line.leave(any);
          model.remove(any);
        } else {
          Place first = model.stream().filter(each -> !each.done()).findFirst().orElse(null);
          assertThat(line.wake()).as("seed %s, step %s", seed, i).isSameAs(first);
        }
        assertThat(line.size()).as("seed %s, step %s", seed, i).isEqualTo(model.size());
        assertThat((long) line.live())
            .as("seed %s, step %s", seed, i)
            .isEqualTo(model.stream().filter(each -> !each.cancelled()).count());
      }
    });
  }
}
