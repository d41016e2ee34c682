package org.asyncio4j.cli.repl.cell;

import static org.asyncio4j.Asyncio.wrapFuture;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.LoopOptions;
import org.jspecify.annotations.Nullable;

/** A program that runs in a loop and on a thread of its own while a task of another loop waits. */
public final class OtherThread {
  /** What the loops of such programs are made with, unless their options say otherwise. */
  public static final ContextVar<LoopOptions> LOOPS =
      ContextVar.of("asyncio4j.repl.loops", LoopOptions.defaults());

  private OtherThread() {}

  /**
   * Runs a program; the current task waits. Cancelling the task cancels the program, and the task
   * still waits for its end.
   */
  static <T extends @Nullable Object> T run(Awaitable<T> main, RunOptions options) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Context context = Context.current().copy();
    Thread thread =
        Thread.ofPlatform()
            .name("asyncio-run")
            .daemon()
            .unstarted(() -> context.run(() -> complete(result, main, options)));
    thread.start();
    return awaitEnd(wrapFuture(result), thread);
  }

  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> result, Awaitable<T> main, RunOptions options) {
    try (var _ = LoopOptions.install(LOOPS.get())) {
      // Ctrl-C is the console's, which cancels the cell
      result.complete(Asyncio.run(main, options.withHandleInterrupt(false)));
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static <T extends @Nullable Object> T awaitEnd(Future<T> program, Thread thread) {
    while (!program.done()) {
      Future<Boolean> ended = Asyncio.getRunningLoop().createFuture();
      DoneCallback<T> tell = _ -> ended.setResult(true);
      program.addDoneCallback(tell);
      try {
        ended.await();
      } catch (CancelledError e) {
        if (program.done()) {
          throw e;
        }
        thread.interrupt(); // its run cancels the program
      } finally {
        program.removeDoneCallback(tell);
      }
    }
    return program.result();
  }
}
