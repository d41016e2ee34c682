package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.channel.ProcessTransport;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.transport.BaseTransport;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.io.transport.SubprocessTransport;
import org.asyncio4j.io.transport.WriteTransport;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * A child process whose pipes are streams.
 *
 * <pre>
 *   running --it ends, or close--> ended
 * </pre>
 *
 * {@snippet :
 * try (var sort = createSubprocessExec(List.of("sort"), SubprocessOptions.pipes())) {
 *   print(sort.communicate("b\na\n").stdoutText());
 * }
 * }
 *
 * <p><b>Threads.</b> The loop's; {@code pid}, {@code returncode} and {@code toString} any.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #await} or {@link #communicate} ends the child: it is
 * sent {@code SIGTERM}, and {@code SIGKILL} if it still runs after the grace period or a second
 * cancellation. The cancellation goes on when the child has ended, so none outlives its task.
 * asyncio leaves the child running, as {@link SubprocessOptions#withKillOnCancel} does here. A
 * cancelled read of a stream leaves the child alone.
 *
 * <p>{@code asyncio.subprocess.Process}, 3.14. A process that the program drops while it runs is
 * reported and goes on; the end of the loop kills it.
 */
@SuppressWarnings("JavaLangClash") // asyncio's name; both are seldom needed in one file
public final class Process implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final Cleaner CLEANER = Cleaner.create();

  private final Engine engine;
  private final ProcessTransport transport;
  private final SubprocessOptions options;
  private final @Nullable StreamWriter stdin;
  private final @Nullable StreamReader stdout;
  private final @Nullable StreamReader stderr;
  private final @Nullable PipeStream input;

  Process(Engine engine, ProcessTransport transport, SubprocessOptions options) {
    this.engine = engine;
    this.transport = transport;
    this.options = options;
    this.stdout = reader(1, options.limit());
    this.stderr = reader(2, options.limit());
    if (transport.pipeTransport(0) instanceof WriteTransport pipe) {
      input = new PipeStream(engine, pipe, this);
      stdin = new StreamWriter(pipe, input);
    } else {
      input = null;
      stdin = null;
    }
    Engine.undisturbed(() -> CLEANER.register(this, new Dropped(engine, transport)));
  }

  private @Nullable StreamReader reader(int fd, int limit) {
    BaseTransport pipe = transport.pipeTransport(fd);
    return pipe == null ? null : new StreamReader(new PipeStream(engine, pipe, this), limit);
  }

  /** Nobody holds a process any more. Must not hold it either. */
  private record Dropped(Engine engine, ProcessTransport transport) implements Runnable {
    @Override
    public void run() {
      if (!engine.isClosed() && transport.returncode() == null) {
        engine.soonThreadsafe(new LoopCall(this::report, null));
      }
    }

    private void report() {
      if (transport.returncode() == null && !transport.closing()) {
        Log.say(
            Level.WARNING,
            "nobody waits for "
                + transport
                + ", nor can any more; it goes on and is killed at the end of the loop: keep and"
                + " await it, or use try-with-resources",
            null);
        transport.discard();
      }
    }
  }

  // ---------------------------------------------------------------- for the protocol

  @Nullable StreamReader reader(int fd) {
    return fd == 1 ? stdout : stderr;
  }

  void inputLost(@Nullable Throwable error) {
    if (input != null && stdin != null) {
      stdin.close();
      input.connectionLost(error);
    }
  }

  void pauseWriting() {
    if (input != null) {
      input.pauseWriting();
    }
  }

  void resumeWriting() {
    if (input != null) {
      input.resumeWriting();
    }
  }

  // ---------------------------------------------------------------- streams

  /**
   * Returns the child's input.
   *
   * @return the stream
   * @throws IllegalStateException if the input is no pipe; asyncio has None then
   */
  public StreamWriter stdin() {
    return pipe(stdin, "stdin");
  }

  /**
   * Returns the child's output.
   *
   * @return the stream
   * @throws IllegalStateException if the output is no pipe; asyncio has None then
   */
  public StreamReader stdout() {
    return pipe(stdout, "stdout");
  }

  /**
   * Returns the child's error output.
   *
   * @return the stream
   * @throws IllegalStateException if the error output is no pipe; asyncio has None then
   */
  public StreamReader stderr() {
    return pipe(stderr, "stderr");
  }

  private <T> T pipe(@Nullable T stream, String name) {
    if (stream == null) {
      throw new IllegalStateException(
          name + " of " + this + " is no pipe; start it with " + name + " as Stdio.PIPE");
    }
    return stream;
  }

  // ---------------------------------------------------------------- waiting

  /**
   * Suspends the current task until the child has ended and its pipes are closed; returns at once
   * if it has ended already. A child whose pipe is full waits for somebody to read it, for ever:
   * {@link #communicate} reads.
   *
   * <p>A pipe also stays open while a process that the child has started holds it.
   *
   * @return {@link #returncode}
   */
  public int await() {
    try {
      return transport.awaitExit();
    } catch (CancelledError e) {
      throw cancelled(e);
    } finally {
      Reference.reachabilityFence(this); // who waits here has not dropped it
    }
  }

  private CancelledError cancelled(CancelledError error) {
    if (options.killOnCancel() && !TaskLoop.unwindsTask()) {
      try {
        transport.endGently(options.gracePeriod());
      } catch (CancelledError _) {
        // a second request of the same: the first one goes on
      }
    }
    return error;
  }

  /**
   * Closes the child's input, reads its outputs to their end and waits for the child, as {@link
   * #await} does.
   *
   * @return what it has written
   * @throws IOException if a pipe breaks; that the child does not read its input is no error
   */
  public ProcessOutput communicate() throws IOException {
    return communicate(NOTHING);
  }

  /**
   * Sends the child a text, as UTF-8, see {@link #communicate(byte[])}.
   *
   * @param text all of its input
   * @return what it has written
   * @throws IOException if a pipe breaks
   */
  public ProcessOutput communicate(String text) throws IOException {
    return communicate(text.getBytes(UTF_8));
  }

  /**
   * Sends the child its input and closes it, reads its outputs to their end at the same time and
   * waits for the child, as {@link #await} does.
   *
   * @param data all of its input
   * @return what it has written
   * @throws IOException if a pipe breaks; that the child does not read its input is no error
   * @throws IllegalStateException if there is data, but the child's input is no pipe
   */
  public ProcessOutput communicate(byte[] data) throws IOException {
    engine.checkThread("communicate");
    if (data.length > 0) {
      pipe(stdin, "stdin");
    }
    try {
      List<byte[]> all = gathered(data);
      await();
      return new ProcessOutput(all.get(1), all.get(2));
    } catch (CancelledError e) {
      throw cancelled(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private List<byte[]> gathered(byte[] data) throws IOException {
    Future<List<byte[]>> all = Asyncio.gather(() -> feed(data), () -> readAll(1), () -> readAll(2));
    return Asyncio.await(all, IOException.class);
  }

  private byte[] feed(byte[] data) throws IOException {
    if (stdin != null) {
      try {
        stdin.write(data);
        stdin.drain();
      } catch (ConnectionResetException _) {
        // the child does not want it
      }
      stdin.close();
    }
    return NOTHING;
  }

  private byte[] readAll(int fd) throws IOException {
    StreamReader from = reader(fd);
    if (from == null) {
      return NOTHING;
    }
    byte[] all = from.read();
    from.close();
    return all;
  }

  // ---------------------------------------------------------------- signals and the end

  /**
   * Sends the child a signal, see {@link SubprocessTransport#sendSignal}.
   *
   * @param signal the signal
   * @throws org.asyncio4j.io.transport.ProcessLookupException if the child has ended
   * @throws UnsupportedOperationException if this system has no such signal
   */
  public void sendSignal(Signal signal) {
    transport.sendSignal(signal);
  }

  /**
   * Asks the child to end, by {@code SIGTERM}.
   *
   * @throws org.asyncio4j.io.transport.ProcessLookupException if the child has ended
   */
  public void terminate() {
    transport.terminate();
  }

  /**
   * Ends the child at once, by {@code SIGKILL}.
   *
   * @throws org.asyncio4j.io.transport.ProcessLookupException if the child has ended
   */
  public void kill() {
    transport.kill();
  }

  /**
   * Ends the child if it still runs, as a cancellation does, and closes its pipes. What it writes
   * meanwhile is dropped. Suspends the current task until the child has ended; a callback does not
   * wait for that. A second call does nothing.
   */
  @Override
  public void close() {
    try {
      transport.endGently(options.gracePeriod());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  // ---------------------------------------------------------------- questions

  /**
   * Returns the child's number.
   *
   * @return the number
   */
  public long pid() {
    return transport.pid();
  }

  /**
   * Returns how the child has ended. The JDK does not tell a child that signal {@code n} has ended
   * from one that returns {@code 128 + n} by itself, as shells do for their commands: both show as
   * {@code -n}.
   *
   * @return its exit code; {@code -n} if signal {@code n} has ended it; null while that is not
   *     known
   */
  public @Nullable Integer returncode() {
    return transport.returncode();
  }

  @Override
  public String toString() {
    return transport.toString();
  }
}
