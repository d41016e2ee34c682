package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.programs.InStaticInitialiser;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.NativeSort;
import org.junit.jupiter.api.Test;

/**
 * Await where the JVM cannot unmount the thread: the scheduled driver says so and names the place,
 * the portable one can wait there.
 */
class PinnedAwaitTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void awaitInAStaticInitialiser_throwsNamingIt_portableWaits() {
    Object[] outcome = new Object[1];

    Asyncio.run(() -> {
      try {
        outcome[0] = InStaticInitialiser.VALUE;
      } catch (ExceptionInInitializerError e) {
        outcome[0] = e.getCause().getMessage();
      }
    });

    if (Driver.scheduled()) {
      assertThat(outcome[0])
          .asString()
          .contains("cannot wait here")
          .contains("static initialiser")
          .contains("InStaticInitialiser.<clinit>(InStaticInitialiser.java:9)");
    } else {
      assertThat(outcome[0]).isEqualTo("initialised");
    }
  }

  @Test
  void awaitBelowANativeFrame_throwsNamingThePlace_portableWaits() {
    String[] outcome = new String[1];

    Asyncio.run(() -> {
      try {
        NativeSort.run(() -> Asyncio.sleep(MOMENT));
        outcome[0] = "waited";
      } catch (IllegalStateException e) {
        outcome[0] = e.getMessage();
      }
    });

    if (Driver.scheduled()) {
      assertThat(outcome[0]).contains("cannot wait here").contains("PinnedAwaitTest.java:");
    } else {
      assertThat(outcome[0]).isEqualTo("waited");
    }
  }

  @Test
  void refusedAwait_leavesTheTaskAndTheLoopWorking() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      Task<?> other =
          Asyncio.createTask(() -> {
            Asyncio.sleep(MOMENT);
            trace.add("other");
          });
      Future<String> future = Asyncio.getRunningLoop().createFuture();
      if (Driver.scheduled()) {
        refused(() -> future.await());
        refused(() -> Asyncio.sleep(Duration.ZERO));
        refused(() -> Asyncio.sleep(MOMENT));
      }
      other.await();
      Asyncio.getRunningLoop().callLater(MOMENT, () -> future.setResult("later"));
      trace.add(future.await());
      Asyncio.sleep(Duration.ZERO);
      trace.add("end");
    });

    trace.is("other", "later", "end");
  }

  private static void refused(org.asyncio4j.function.Action await) throws Throwable {
    try {
      NativeSort.run(await);
    } catch (IllegalStateException e) {
      return;
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void awaitOfADoneFuture_isNoWaitAndWorksThere() {
    String[] result = new String[1];

    Asyncio.run(() -> {
      Future<String> done = Asyncio.getRunningLoop().createFuture();
      done.setResult("there");
      NativeSort.run(() -> result[0] = done.await());
    });

    assertThat(result[0]).isEqualTo("there");
  }

  @Test
  void awaitInsideSynchronized_suspends() {
    Trace trace = new Trace();
    Object monitor = new Object();

    Asyncio.run(() -> {
      Task<?> holder =
          Asyncio.createTask(() -> {
            synchronized (monitor) {
              trace.add("holds");
              Asyncio.sleep(MOMENT);
              trace.add("still holds: " + Thread.holdsLock(monitor));
            }
          });
      Asyncio.sleep(Duration.ZERO);
      trace.add("other");
      holder.await();
    });

    trace.is("holds", "other", "still holds: true");
  }
}
