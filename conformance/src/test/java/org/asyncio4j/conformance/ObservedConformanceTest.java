package org.asyncio4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole corpus once more, with an observer of everything: the same traces. */
class ObservedConformanceTest {
  private final List<String> wrong = new ArrayList<>();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();

  /** Notes what comes out of order; one for each loop. */
  private final class Checker implements LoopObserver {
    private boolean inTurn;

    private void expect(Task<?> task, String event, TaskState... states) {
      events.incrementAndGet();
      if (!List.of(states).contains(task.state())) {
        synchronized (wrong) {
          wrong.add(event + " of " + task);
        }
      }
    }

    @Override
    public void taskCreated(Task<?> task, @Nullable Task<?> creator) {
      expect(task, "creation", TaskState.CREATED);
    }

    @Override
    public void taskStarted(Task<?> task) {
      expect(task, "start", TaskState.RUNNING);
    }

    @Override
    public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
      expect(task, "suspension", TaskState.RUNNING);
    }

    @Override
    public void taskResumed(Task<?> task) {
      expect(task, "resumption", TaskState.RUNNING);
    }

    @Override
    public void taskDone(Task<?> task) {
      expect(task, "end", TaskState.DONE);
    }

    @Override
    public void turnStarted(EventLoop loop, int ready) {
      turns.incrementAndGet();
      if (inTurn) {
        wrong.add("a turn within a turn");
      }
      inTurn = true;
    }

    @Override
    public void turnEnded(EventLoop loop) {
      inTurn = false;
    }

    @Override
    public boolean observesTurns() {
      return true;
    }
  }

  @Test
  void observedPrograms_giveCpythonsTraces() throws IOException {
    Tally tally = new Tally(Resources.traces());
    ProgramRunner runner = new ProgramRunner();

    try (var _ = Debug.observeEach(_ -> new Checker())) {
      for (Path file : Resources.programs()) {
        Program.read(file).forEach(program -> tally.add(runner.run(program)));
      }
    }

    assertThat(tally.differences()).as(tally.toString()).isEmpty();
    assertThat(wrong).isEmpty();
    assertThat(events.get()).isGreaterThan(50_000);
    assertThat(turns.get()).isGreaterThan(10_000);
  }
}
