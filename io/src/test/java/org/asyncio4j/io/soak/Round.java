package org.asyncio4j.io.soak;

import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Action;
import org.asyncio4j.io.stream.LoopGroup;
import org.asyncio4j.task.Task;

/** Some time of servers, clients, children and trouble, until all of it has ended. In a task. */
final class Round {
  /** What takes longer has lost its way. */
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final Plan plan;
  private final Tally tally;
  private final Ledger ledger = new Ledger();
  private final Service service;
  private final LoopGroup group;
  private final List<Place> places = new ArrayList<>();
  private final Packets packets;
  private final Talks talks;
  private final Offspring offspring;
  private final long endNanos;
  private long left;
  private boolean over;

  Round(Plan plan, Duration time, Tally tally, Path folder) throws IOException {
    this.plan = plan;
    this.tally = tally;
    left = plan.deeds();
    endNanos = System.nanoTime() + time.toNanos();
    service = new Service(ledger, tally);
    group = LoopGroup.start(2);
    for (Place.Kind kind : Place.Kind.values()) {
      places.add(new Place(kind, service, folder, group));
    }
    packets = new Packets(tally);
    talks = new Talks(places, ledger, tally);
    offspring = new Offspring(tally);
  }

  /** Runs it. Suspends until all clients, servers and connections have ended. */
  void run(int number) {
    Random random = new Random(plan.seed() + 1_000L * number);
    Task<?> trouble = createTask("trouble", () -> trouble(new Random(random.nextLong())));
    List<Task<?>> clients = new ArrayList<>();
    for (int i = 0; i < plan.clients(); i++) {
      Random own = new Random(random.nextLong());
      clients.add(createTask("client-" + i, () -> client(own)));
    }
    clients.forEach(Asyncio::await);
    over = true;
    Asyncio.await(trouble);
    places.forEach(Place::end);
    packets.end();
    group.close();
    ledger.settle(tally);
  }

  private void client(Random random) {
    while (left > 0 && System.nanoTime() < endNanos) {
      left--;
      Action deed =
          switch (random.nextInt(12)) {
            case 0 -> () -> packets.any(random);
            case 1 -> () -> offspring.any(random);
            default -> () -> talks.any(random);
          };
      suffer(deed, random);
    }
  }

  // ---------------------------------------------------------------- what becomes of a deed

  private void suffer(Action deed, Random random) {
    int fate = random.nextInt(6);
    Duration soon = Duration.ofNanos((long) Math.pow(10, 3 + 4.5 * random.nextDouble()));
    Task<?> task =
        fate == 0
            ? createTask("deed in a time", () -> Asyncio.timeout(soon, () -> unchecked(deed)))
            : createTask("deed", deed);
    if (fate == 1) {
      sleep(soon);
      task.cancel();
      if (random.nextInt(4) == 0) {
        sleep(Duration.ZERO);
        task.cancel();
      }
    }
    if (!Asyncio.wait(List.of(task), LONGEST, Asyncio.ALL_COMPLETED).pending().isEmpty()) {
      tally.fail("a deed took more than " + LONGEST.toSeconds() + " s: " + task);
      tally.fail(Tasks.state(Asyncio.getRunningLoop()));
      task.cancel();
      return;
    }
    note(task);
  }

  /** A deed may end by any exception. */
  private static void unchecked(Action deed) throws Exception {
    try {
      deed.run();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("neither exception nor error", e);
    }
  }

  private void note(Task<?> task) {
    Throwable error = task.cancelled() ? null : task.exception();
    if (task.cancelled()) {
      tally.count("deeds cancelled");
    } else if (error == null) {
      tally.count("deeds done");
    } else if (error instanceof TimeoutException) {
      tally.count("deeds out of time");
    } else if (error instanceof IOException) {
      tally.count("deeds cut");
      tally.count("cut by " + error.getClass().getSimpleName());
    } else {
      tally.fail("a deed: " + Tasks.trace(error));
    }
  }

  // ---------------------------------------------------------------- trouble

  private void trouble(Random random) throws IOException {
    while (!over) {
      sleep(Duration.ofMillis(5 + random.nextInt(60)));
      Place place = places.get(random.nextInt(places.size()));
      switch (random.nextInt(12)) {
        case 0 -> {
          place.restart(random);
          tally.count("servers started again");
        }
        case 1 -> {
          place.server().abortClients();
          tally.count("servers that aborted all");
        }
        case 2 -> {
          place.server().closeClients();
          tally.count("servers that closed all");
        }
        default -> service.cancelOne(random);
      }
    }
  }
}
