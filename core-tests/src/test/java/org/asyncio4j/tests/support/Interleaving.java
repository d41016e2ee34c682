package org.asyncio4j.tests.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;

/** A task that sits in a blocking call, and another one that would like to go on. */
public final class Interleaving {
  private Interleaving() {}

  /**
   * Runs both. The call ends once the other task is done, if that can go on, else once the first
   * task sits in it.
   */
  public static Trace of(Blocking kind, boolean othersGoOn) throws Exception {
    Trace trace = new Trace();
    CountDownLatch otherDone = new CountDownLatch(1);
    Blocking.Call call = kind.open(Duration.ofMillis(othersGoOn ? 500 : 20));
    Asyncio.run(() -> {
      Task<?> a =
          Asyncio.createTask(() -> {
            Thread self = Thread.currentThread();
            Threads.start(() -> {
              Threads.awaitAtRest(self);
              if (othersGoOn) {
                Threads.await(otherDone);
              }
              call.release().run();
            });
            trace.add("a blocks");
            call.block().run();
            trace.add("a goes on");
          });
      Task<?> b =
          Asyncio.createTask(() -> {
            trace.add("b1");
            Asyncio.sleep(Duration.ZERO);
            trace.add("b2");
            otherDone.countDown();
          });
      Asyncio.gather(a, b).await();
    });
    return trace;
  }
}
