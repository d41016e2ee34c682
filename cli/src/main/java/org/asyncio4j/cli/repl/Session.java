package org.asyncio4j.cli.repl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.Runner;
import org.asyncio4j.cli.repl.cell.OtherThread;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionHandler;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.task.ReturnWhen;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.WaitResult;
import org.jspecify.annotations.Nullable;

/*
 * The loop runs on a thread of its own until it is stopped; a Runner makes and closes it. Cells come in
 * from the console by callSoonThreadsafe, each as a task, all in one context.
 */
/**
 * The loop of the REPL, which goes on while the next cell is typed.
 *
 * <pre>
 *   open --leave--> tasks are cancelled --> closed
 *     \--SystemExit in a task of its own--> closed
 * </pre>
 *
 * <p>A KeyboardInterrupt in a task of its own is a Ctrl-C for the cell under way, and the loop goes
 * on, as in {@code python -m asyncio}.
 *
 * <p>Any thread, unless a method says otherwise.
 */
final class Session {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long ANSWER_SECONDS = 2;
  private static final Logger LIBRARY = Logger.getLogger("org.asyncio4j");

  /**
   * What was left when the session ended.
   *
   * @param cancelled the texts of the tasks that were cancelled
   * @param stuck those of them that have not ended
   */
  record Left(List<String> cancelled, List<String> stuck) {
    static final Left NOTHING = new Left(List.of(), List.of());
  }

  private final CompletableFuture<EventLoop> started = new CompletableFuture<>();
  private final CompletableFuture<Left> left = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final LoopOptions options;
  private final ExceptionHandler handler;
  private final Context context;

  /** Who waits for the loop. Written by the console, read when the loop ends. */
  private volatile @Nullable Evaluation current;

  /**
   * Starts a session.
   *
   * @param options how its loop is made, and those of {@code run}
   * @param loader loads the classes of cells
   * @param handler gets what no code has caught
   * @param context the context of its cells
   */
  Session(LoopOptions options, ClassLoader loader, ExceptionHandler handler, Context context) {
    this.options = options;
    this.handler = handler;
    this.context = context;
    Thread thread = Thread.ofPlatform().name("asyncio-repl").daemon().unstarted(this::runLoop);
    thread.setContextClassLoader(loader);
    thread.start();
  }

  private void runLoop() {
    if (LIBRARY.getLevel() == null) {
      LIBRARY.setLevel(Level.WARNING); // which driver runs is of no interest here
    }
    RunOptions run =
        RunOptions.defaults()
            .withLoopFactory(() -> Asyncio.newEventLoop(options))
            .withShutdownDeadline(PATIENCE);
    try {
      try (var runner = new Runner(run)) {
        EventLoop loop = runner.loop();
        loop.setExceptionHandler(handler);
        context.run(() -> OtherThread.LOOPS.set(options));
        started.complete(loop);
        while (isInterrupted(loop)) {
          interruptCurrent();
        }
      }
      end(null);
    } catch (Throwable e) {
      end(e);
    }
  }

  /** Turns the loop until it is stopped: false; or until code of no cell throws: true. */
  private static boolean isInterrupted(EventLoop loop) {
    try {
      loop.runForever();
      return false;
    } catch (KeyboardInterrupt e) {
      return true;
    }
  }

  private void interruptCurrent() {
    Evaluation running = current;
    if (running != null) {
      running.cancel();
    }
  }

  /** Cancels all others and stops the loop. */
  private void lastTask() {
    try {
      left.complete(cancelRest(Objects.requireNonNull(Asyncio.currentTask())));
    } finally {
      Asyncio.getRunningLoop().stop();
    }
  }

  private static Left cancelRest(Task<?> own) {
    List<Task<?>> rest = new ArrayList<>(Asyncio.allTasks());
    rest.remove(own);
    if (rest.isEmpty()) {
      return Left.NOTHING;
    }
    List<String> texts = rest.stream().map(Task::toString).toList();
    rest.forEach(Task::cancel);
    WaitResult<@Nullable Object> result = Asyncio.wait(rest, PATIENCE, ReturnWhen.ALL_COMPLETED);
    return new Left(texts, result.pending().stream().map(Object::toString).toList());
  }

  private void end(@Nullable Throwable error) {
    if (error == null) {
      ended.complete(true);
    } else {
      ended.completeExceptionally(error);
      started.completeExceptionally(error);
    }
    left.complete(Left.NOTHING);
    tellCurrent();
  }

  private void tellCurrent() {
    Evaluation waiting = current;
    if (waiting != null) {
      waiting.loopEnded(ended.isCompletedExceptionally() ? ended.exceptionNow() : null);
    }
  }

  /**
   * Returns the exit code that a task has asked for.
   *
   * @return the code of the SystemExit that has ended the loop; null if none has
   */
  @Nullable Integer exitCode() {
    return ended.isCompletedExceptionally() && ended.exceptionNow() instanceof SystemExit exit
        ? (Integer) exit.code()
        : null;
  }

  /**
   * Returns the context of the cells.
   *
   * @return the context
   */
  Context context() {
    return context;
  }

  /**
   * Makes a cell ready to be run as a task of the loop.
   *
   * @param name the task's name
   * @param code gives the text to show, or null
   * @return to begin, to wait for, and to interrupt
   */
  Evaluation prepare(String name, Awaitable<@Nullable String> code) {
    return new Evaluation(started.join(), name, code, context);
  }

  /**
   * Begins to run a cell. Console thread.
   *
   * @param evaluation what {@link #prepare} has made
   */
  void begin(Evaluation evaluation) {
    current = evaluation;
    if (ended.isDone()) {
      tellCurrent();
    } else {
      evaluation.submit();
    }
  }

  /**
   * Looks at the tasks, whatever the loop does.
   *
   * @return those that are not done
   */
  List<TaskSnapshot> tasks() {
    return Debug.snapshot(started.join()).tasks();
  }

  /**
   * Asks something of the loop in a callback.
   *
   * @param <T> the type of the answer
   * @param question gets the tasks that are not done
   * @return the answer
   * @throws IllegalStateException if the loop gives none, since a task holds it
   */
  <T> T ask(Function<List<Task<?>>, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    started
        .join()
        .callSoonThreadsafe(() -> {
          try {
            answer.complete(question.apply(List.copyOf(Asyncio.allTasks())));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the loop does not answer: a task has held it for more than " + ANSWER_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the loop was asked", e);
    } catch (ExecutionException e) {
      throw Thrown.undeclared(e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Cancels what still runs, waits for it a little, and ends the loop.
   *
   * @return what was cancelled
   */
  Left leave() {
    Left rest = Left.NOTHING;
    try {
      EventLoop loop = started.join();
      loop.callSoonThreadsafe(() -> loop.createTask("leaving the REPL", this::lastTask), context);
      rest = left.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      ended.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException
        | ExecutionException
        | CompletionException
        | IllegalStateException e) {
      return rest; // the loop is held, or has ended by an error: there is nobody to wait for
    }
    return rest;
  }
}
