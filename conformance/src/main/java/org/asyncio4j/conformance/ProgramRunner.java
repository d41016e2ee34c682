package org.asyncio4j.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.Runner;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TaskFactory;
import org.asyncio4j.testkit.VirtualClock;
import org.jspecify.annotations.Nullable;

/** Runs programs as {@code asyncio.run(main())} does, on a virtual clock. */
public final class ProgramRunner {
  /** Real time after which a program counts as hung; each takes milliseconds. */
  private static final Duration HUNG = Duration.ofSeconds(30);

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger WARNINGS = Logger.getLogger("org.asyncio4j");

  private final Rules rules = Rules.all();

  /** Makes one. The library's warnings are off: programs leave things behind on purpose. */
  public ProgramRunner() {
    WARNINGS.setLevel(Level.OFF);
  }

  /**
   * Tells which driver runs the programs.
   *
   * @return {@code scheduled} or {@code portable}
   */
  public static String driver() {
    try (Runner runner = new Runner(new VirtualClock().runOptions())) {
      return runner.loop().driver();
    }
  }

  /**
   * Runs a program.
   *
   * @param program the program
   * @return what it logged, or what it needs that is not expressible
   */
  public Result run(Program program) {
    var missing = Expressible.missing(program, rules);
    if (!missing.isEmpty()) {
      return new Result(program.name(), List.of(), missing);
    }
    VirtualClock clock = new VirtualClock();
    Trace trace = new Trace(() -> clock.time().toMillis());
    Thread thread = Thread.ofPlatform().daemon().unstarted(() -> run(program, clock, trace));
    thread.setName("program " + program.name());
    thread.start();
    boolean ended = false;
    try {
      ended = thread.join(HUNG);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<String> lines = new ArrayList<>(trace.lines());
    if (!ended) {
      lines.add("the program hangs: no end after " + HUNG.toSeconds() + " s");
    }
    return new Result(program.name(), lines, missing);
  }

  private void run(Program program, VirtualClock clock, Trace trace) {
    TimeLimit limit = new TimeLimit(clock, trace);
    RunOptions options = RunOptions.defaults().withLoopFactory(limit::makeLoop);
    Runner runner = new Runner(options.withHandleInterrupt(false));
    EventLoop loop = runner.loop();
    Run run = new Run(program, rules, trace, loop);
    trace.onEnd(() -> {
      if (loop.running()) {
        loop.stop();
      }
    });
    TaskFactory names = new TaskNames();
    loop.setTaskFactory(
        program.json().has("task_factory") ? Asyncio.createEagerTaskFactory(names) : names);
    loop.setExceptionHandler((anyLoop, context) -> run.onLoopException(context));
    @Nullable Object value = null;
    @Nullable Throwable raised = null;
    try {
      String main = program.json().path("main").asString();
      value = runner.run(run.interpreter().coroutine(main, Map.of()));
    } catch (Throwable exception) {
      raised = ended(exception, trace);
    }
    try {
      if (trace.ended()) {
        loop.close(); // no cleanup: nothing else runs
      } else {
        runner.close();
      }
    } catch (Throwable exception) {
      raised = ended(exception, trace); // in place of main's, as in Python
    }
    trace.finish(
        raised == null
            ? "returned " + run.printer().print(Values.of(value))
            : "raised " + Printer.exception(raised));
  }

  private static Throwable ended(Throwable exception, Trace trace) {
    if (exception instanceof DeadlockException) {
      trace.end("deadlock");
    }
    return exception;
  }
}
