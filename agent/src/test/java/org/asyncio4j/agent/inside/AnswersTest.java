package org.asyncio4j.agent.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.shield;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.sync.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a program answers, asked by another thread while its loop runs, waits, or is held. */
class AnswersTest {
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private Thread program;

  private void start(Action body) throws InterruptedException {
    program =
        Thread.ofPlatform()
            .start(() ->
                run(() -> {
                  body.run();
                  sleep(Duration.ofMillis(1));
                  ready.countDown();
                  await(end);
                }));
    ready.await();
  }

  @AfterEach
  void end() throws InterruptedException {
    free.countDown();
    end.complete(null);
    program.join();
  }

  private static JsonNode ask(String request) {
    return JsonMapper.builder().build().readTree(new Answers().apply(request));
  }

  private static JsonNode task(String name) {
    for (JsonNode task : ask("ps").at("/loops/0/tasks")) {
      if (task.get("name").asString().equals(name)) {
        return task;
      }
    }
    throw new AssertionError("no task " + name);
  }

  private static JsonNode cancel(String name) {
    String loop = ask("loops").at("/loops/0/name").asString();
    return ask("cancel " + loop + " " + task(name).get("id").asLong());
  }

  private static void sleepLong() {
    sleep(Duration.ofHours(1));
  }

  @Test
  void ps_tellsWhoHoldsALock() throws Exception {
    Lock lock = new Lock();
    start(() -> {
      createTask("owner", () -> lock.with(() -> sleepLong()));
      createTask("waiter", () -> lock.with(() -> sleepLong()));
    });

    JsonNode waiter = task("waiter");

    assertThat(waiter.get("state").asString()).isEqualTo("WAITING");
    assertThat(waiter.get("awaits").asString()).contains("<Lock ", "held by Task 'owner'");
    assertThat(waiter.at("/heldBy/0/name").asString()).isEqualTo("owner");
    assertThat(waiter.at("/stack/0/file").asString()).isEqualTo("AnswersTest.java");
  }

  @Test
  void ps_tellsDeadlineAndWhoAwaits() throws Exception {
    start(() -> {
      var inner = createTask("inner", () -> sleepLong());
      createTask("outer", () -> await(inner));
    });

    JsonNode inner = task("inner");

    assertThat(inner.get("deadline").asDouble()).isGreaterThan(3599);
    assertThat(inner.at("/awaitedBy/0/name").asString()).isEqualTo("outer");
    assertThat(task("outer").get("awaits").asString()).isEqualTo("Task 'inner'");
  }

  @Test
  void loopsAndNames_areTheSameWithLess() throws Exception {
    start(() -> createTask("one", () -> sleepLong()));

    assertThat(ask("loops").at("/loops/0/tasks")).isEmpty();
    assertThat(ask("loops").at("/loops/0/steps").asLong()).isPositive();
    assertThat(ask("names").at("/loops/0/tasks/1/name").asString()).isEqualTo("one");
    assertThat(ask("names").at("/loops/0/tasks/1/stack").isMissingNode()).isTrue();
  }

  @Test
  void where_hasTheCallGraph() throws Exception {
    start(() -> createTask("one", () -> sleepLong()));
    String loop = ask("loops").at("/loops/0/name").asString();

    JsonNode answer = ask("where " + loop + " " + task("one").get("id").asLong());

    assertThat(answer.get("graph").asString())
        .startsWith("* Task(name='one', id=0x2)\n  + Call stack:\n")
        .contains("in method sleepLong()");
    assertThat(answer.at("/task/name").asString()).isEqualTo("one");
  }

  /** In the scheduled driver a task whose stack was read takes a step more. */
  @Test
  void whereOfOneTask_readsNoOtherStack() throws Exception {
    CompletableFuture<EventLoop> started = new CompletableFuture<>();
    start(() -> {
      started.complete(getRunningLoop());
      createTask("one", () -> sleepLong());
      for (int i = 0; i < 50; i++) {
        createTask(() -> sleepLong());
      }
    });
    String loop = ask("loops").at("/loops/0/name").asString();
    long id = task("one").get("id").asLong();
    long before = steps(started.join());

    ask("where " + loop + " " + id);

    assertThat(steps(started.join()) - before).isLessThan(20);
  }

  /** Once the loop has taken all that other threads have handed to it. */
  private static long steps(EventLoop loop) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    loop.callSoonThreadsafe(() -> taken.complete(null));
    taken.join();
    return ask("loops").at("/loops/0/steps").asLong();
  }

  @Test
  void cancel_endsATask() throws Exception {
    start(() -> createTask("one", () -> sleepLong()));

    assertThat(cancel("one").get("outcome").asString()).isEqualTo("cancelled");
    assertThat(ask("names").at("/loops/0/tasks")).hasSize(1);
  }

  @Test
  void cancelOfATaskThatCleansUp_saysWhereItIs() throws Exception {
    start(() ->
        createTask(
            "one",
            () -> {
              try {
                sleepLong();
              } finally {
                await(end);
              }
            }));

    JsonNode answer = cancel("one");

    assertThat(answer.get("outcome").asString()).isEqualTo("asked");
    assertThat(answer.at("/task/cancelling").asInt()).isEqualTo(1);
  }

  @Test
  void cancelOfATaskThatSwallowsIt_saysItHasEnded() throws Exception {
    start(() ->
        createTask(
            "one",
            () -> {
              try {
                sleepLong();
              } catch (CancelledError e) {
                // it ends as if nothing had been
              }
            }));

    assertThat(cancel("one").get("outcome").asString()).isEqualTo("ended");
  }

  @Test
  void cancelWhileTheLoopIsHeld_saysByWhom() throws Exception {
    CountDownLatch holds = new CountDownLatch(1);
    start(() -> {
      createTask("one", () -> sleepLong());
      createTask(
          "holder",
          () -> {
            sleep(Duration.ofMillis(20));
            holds.countDown();
            while (free.getCount() > 0) {
              Thread.onSpinWait();
            }
          });
    });
    holds.await();

    JsonNode answer = cancel("one");

    assertThat(answer.get("outcome").asString()).isEqualTo("held");
    assertThat(answer.get("current").asString()).isEqualTo("Task 'holder'");
    assertThat(answer.at("/currentStack/0/file").asString()).isEqualTo("AnswersTest.java");
  }

  @Test
  void taskOrLoopThatIsNotThere_isGone() throws Exception {
    start(() -> createTask("one", () -> shield(createTask(() -> sleepLong())).await()));
    String loop = ask("loops").at("/loops/0/name").asString();

    assertThat(ask("cancel " + loop + " 99").get("outcome").asString()).isEqualTo("gone");
    assertThat(ask("where nowhere 1").get("outcome").asString()).isEqualTo("gone");
  }

  @Test
  void unknownRequest_isNamed() throws Exception {
    start(() -> {});

    assertThat(ask("fly").get("error").asString()).isEqualTo("there is no request 'fly'");
  }
}
