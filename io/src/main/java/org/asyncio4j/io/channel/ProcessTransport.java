package org.asyncio4j.io.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.BaseTransport;
import org.asyncio4j.io.transport.ProcessLookupException;
import org.asyncio4j.io.transport.Spawned;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.io.transport.SubprocessProtocol;
import org.asyncio4j.io.transport.SubprocessTransport;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 * The order of events is CPython's, hop for hop (3.14, Lib/asyncio/base_subprocess.py): pipes are connected
 * one after the other, two turns each; what a pipe brings reaches the protocol one turn later, or when all
 * pipes are connected; who waits for the child goes on when it has ended and all its pipes are closed.
 *
 *   STARTING --pipes connected--> RUNNING --exited, all pipes closed--> FINISHED
 *
 * A thread waits for the child, in the JDK's waitFor, and hands its exit code over.
 */
/** A child process, its pipes and its protocol. */
public final class ProcessTransport implements SubprocessTransport, SelectorPoller.Unclosed {
  private static final String[] NAMES = {"stdin", "stdout", "stderr"};
  private static final long WATCHER_STACK = 128 * 1024;

  private final SelectorPoller poller;
  private final Engine engine;
  private final SubprocessProtocol protocol;
  private final Context context;
  private final List<String> command;
  private final Spawner.Child child;
  private final GentleEnd end;

  /** Any thread may read; the loop's thread writes. */
  private volatile @Nullable Integer returncode;

  // The loop's thread only, from here on.
  private final @Nullable ChannelTransport[] pipes = new ChannelTransport[3];
  private final boolean[] disconnected = new boolean[3];

  /** What the protocol is to hear once all pipes are connected; null from then on. */
  private @Nullable Deque<LoopCall.Code> pending = new ArrayDeque<>();

  private final List<Future<Integer>> exitWaiters = new ArrayList<>(1);
  private final List<Future<@Nullable Void>> goneWaiters = new ArrayList<>(0);
  private boolean closed;
  private boolean closesWhenGone;
  private boolean finished;
  private boolean lost;

  private ProcessTransport(
      SelectorPoller poller,
      SubprocessProtocol protocol,
      List<String> command,
      Spawner.Child child,
      Context context) {
    this.poller = poller;
    this.engine = poller.engine();
    this.protocol = protocol;
    this.command = command;
    this.child = child;
    this.context = context;
    this.end =
        new GentleEnd(
            poller.loop(),
            new GentleEnd.Child() {
              @Override
              public void ask() {
                child.process().toHandle().destroy();
              }

              @Override
              public void end() {
                child.process().toHandle().destroyForcibly();
              }
            });
  }

  // ---------------------------------------------------------------- start

  /**
   * Starts a child. Suspends the current task until its pipes are connected.
   *
   * @param <P> the type of the protocol
   * @param poller the loop's selector
   * @param factory makes the protocol
   * @param command the program and its arguments
   * @param options how
   * @return the child
   * @throws IOException if it cannot be started
   */
  public static <P extends SubprocessProtocol> Spawned<P> spawn(
      SelectorPoller poller, Supplier<P> factory, List<String> command, SubprocessOptions options)
      throws IOException {
    List<String> words = List.copyOf(command);
    SpawnErrors.check(words);
    Objects.requireNonNull(options, "options");
    P protocol = Objects.requireNonNull(factory.get(), "protocol");
    Spawner.Child child = startUndisturbed(new Spawner(words, options));
    ProcessTransport transport =
        new ProcessTransport(poller, protocol, words, child, Context.current().copy());
    Future<@Nullable Void> connected =
        Waiter.create(poller.engine(), () -> "<start of " + transport + ">");
    transport.begin(connected);
    try {
      connected.await();
    } catch (Throwable e) {
      transport.close();
      transport.awaitGone();
      throw e;
    }
    return new Spawned<>(transport, protocol);
  }

  private static Spawner.Child startUndisturbed(Spawner spawner) throws IOException {
    Spawner.Child[] started = new Spawner.Child[1];
    IOException[] failed = new IOException[1];
    Engine.undisturbed(() -> {
      try {
        started[0] = spawner.start();
      } catch (IOException e) {
        failed[0] = e;
      }
    });
    if (failed[0] != null) {
      throw failed[0];
    }
    return started[0];
  }

  private void begin(Future<@Nullable Void> connected) {
    poller.opened(this);
    engine.workOutside(1);
    Thread.ofPlatform()
        .daemon()
        .name("asyncio4j-end-of-" + pid())
        .stackSize(WATCHER_STACK)
        .inheritInheritableThreadLocals(false)
        .start(this::watch);
    engine.soon(new LoopCall(() -> connect(0, connected), null));
  }

  /** On a thread of its own. */
  private void watch() {
    while (true) {
      try {
        int code = ReturnCode.of(child.process().waitFor(), Spawner.windows());
        engine.soonThreadsafe(new LoopCall(() -> exited(code), null));
        return;
      } catch (InterruptedException _) {
        // nobody has this thread; the child is waited for all the same
      }
    }
  }

  /** Connects the pipes from a descriptor on. */
  private void connect(int first, Future<@Nullable Void> connected) {
    for (int fd = first; fd < pipes.length; fd++) {
      if (channel(fd) == null) {
        continue;
      }
      int next = fd + 1;
      try {
        ChannelTransport pipe = connectPipe(fd);
        pipes[fd] = pipe;
        if (closed) {
          pipe.close(); // cancelled while it started
        }
      } catch (IOException e) {
        pending = null;
        fail(connected, e);
        return;
      }
      engine.soon(
          new LoopCall(
              () -> engine.soon(new LoopCall(() -> connect(next, connected), null)), null));
      return;
    }
    call(() -> protocol.connectionMade(this));
    Deque<LoopCall.Code> waiting = Objects.requireNonNull(pending);
    pending = null;
    waiting.forEach(this::call);
    if (!connected.done()) {
      connected.setResult(null);
    }
  }

  private static void fail(Future<@Nullable Void> future, Throwable error) {
    if (!future.done()) {
      future.setException(error);
    }
  }

  private @Nullable Channel channel(int fd) {
    return switch (fd) {
      case 0 -> child.stdin();
      case 1 -> child.stdout();
      default -> child.stderr();
    };
  }

  private ChannelTransport connectPipe(int fd) throws IOException {
    return switch (fd) {
      case 0 -> WritePipe.start(this, fd, Objects.requireNonNull(child.stdin()), context);
      case 1 -> ReadPipe.start(this, fd, Objects.requireNonNull(child.stdout()), context);
      default -> ReadPipe.start(this, fd, Objects.requireNonNull(child.stderr()), context);
    };
  }

  // ---------------------------------------------------------------- what the pipes need

  SelectorPoller poller() {
    return poller;
  }

  /** Returns the protocol. */
  public SubprocessProtocol protocol() {
    return protocol;
  }

  boolean inline() {
    return protocol instanceof InlineSubprocessProtocol;
  }

  String pipeText(int fd) {
    return NAMES[fd] + " of process " + pid();
  }

  /** Calls the protocol in the next turn, but not before it knows of the child. */
  private void tell(LoopCall.Code code) {
    if (pending != null) {
      pending.add(code);
    } else {
      call(code);
    }
  }

  private void call(LoopCall.Code code) {
    engine.soon(new LoopCall(code, inline() ? null : context));
  }

  void pipeReceived(int fd, byte[] data) {
    tell(() -> protocol.pipeDataReceived(fd, data));
  }

  void pipeLost(int fd, @Nullable Throwable error) {
    disconnected[fd] = true;
    tell(() -> protocol.pipeConnectionLost(fd, error));
    tryFinish();
  }

  // ---------------------------------------------------------------- the end

  private void exited(int code) {
    engine.workOutside(-1);
    returncode = code;
    end.gone();
    goneWaiters.forEach(ProcessTransport::finish);
    goneWaiters.clear();
    tell(protocol::processExited);
    if (closesWhenGone) {
      close();
    }
    tryFinish();
  }

  private static void finish(Future<@Nullable Void> future) {
    if (!future.done()) {
      future.setResult(null);
    }
  }

  private void tryFinish() {
    if (returncode == null || finished) {
      return;
    }
    if (!over(1) || !over(2)) {
      return;
    }
    if (!over(0)) {
      ChannelTransport input = pipes[0];
      if (input != null && input.writeBufferSize() == 0) {
        input.close(); // nobody is left who could read it, as far as can be known
      }
      return;
    }
    finished = true;
    tell(this::connectionLost);
  }

  /** Returns whether nothing comes from a pipe any more. A start that has failed connects none. */
  private boolean over(int fd) {
    return channel(fd) == null || disconnected[fd] || (pipes[fd] == null && pending == null);
  }

  private void connectionLost() throws Exception {
    lost = true;
    poller.closed(this);
    try {
      protocol.connectionLost(null);
    } finally {
      int code = Objects.requireNonNull(returncode);
      for (Future<Integer> each : exitWaiters) {
        if (!each.done()) {
          each.setResult(code);
        }
      }
      exitWaiters.clear();
    }
  }

  /**
   * Suspends the current task until the child has ended and its pipes are closed; does not suspend
   * if it has ended already.
   *
   * @return how it has ended
   */
  public int awaitExit() {
    engine.checkThread("await");
    Integer known = returncode;
    if (known != null) {
      return known;
    }
    Future<Integer> waiter = Waiter.create(engine, () -> "<end of " + this + ">");
    exitWaiters.add(waiter);
    try {
      return waiter.await();
    } finally {
      exitWaiters.remove(waiter);
    }
  }

  /**
   * Suspends the current task until the child has ended. A cancellation meanwhile kills it at once,
   * and goes on when it has ended; a second one does not wait any more.
   */
  private void awaitGone() {
    CancelledError cancelled = null;
    while (returncode == null && !TaskLoop.unwindsTask()) {
      Future<@Nullable Void> waiter = Waiter.create(engine, () -> "<end of " + this + ">");
      goneWaiters.add(waiter);
      try {
        waiter.await();
      } catch (CancelledError e) {
        if (cancelled != null || TaskLoop.unwindsTask()) {
          throw e;
        }
        cancelled = e;
        end.now();
      } finally {
        goneWaiters.remove(waiter);
      }
    }
    if (cancelled != null) {
      throw cancelled;
    }
  }

  /**
   * Asks the child to end and kills it when it has not after a time; what it writes meanwhile is
   * dropped. In a task, suspends until it has ended, and kills it at once if the task is cancelled
   * meanwhile; then the pipes are closed.
   *
   * @param grace how long it may take, zero or more
   */
  public void endGently(Duration grace) {
    engine.checkThread("close");
    if (closed) {
      return;
    }
    if (returncode != null || Engine.running() == null) {
      close();
      return;
    }
    discard();
    end.begin(grace);
    if (TaskLoop.currentTask() == null) {
      closesWhenGone = true; // nobody can wait here; the loop's timer does
      return;
    }
    try {
      awaitGone();
    } finally {
      close();
    }
  }

  /** Drops what the child writes from now on, and ends its input. */
  public void discard() {
    for (ChannelTransport each : pipes) {
      if (each instanceof ReadPipe reader) {
        reader.discard();
      } else if (each != null) {
        each.close();
      }
    }
  }

  @Override
  public void close() {
    engine.checkThread("close");
    if (closed) {
      return;
    }
    closed = true;
    for (int fd = 0; fd < pipes.length; fd++) {
      ChannelTransport pipe = pipes[fd];
      if (pipe != null) {
        pipe.close();
      } else if (pending == null) {
        closeUnconnected(fd); // the start has failed
      }
    }
    if (returncode == null) {
      end.now();
    }
  }

  @Override
  public boolean closing() {
    return closed;
  }

  @Override
  public String loopCloses() {
    if (lost) {
      return "";
    }
    closed = true;
    lost = true;
    boolean alive = returncode == null && child.process().isAlive();
    String text = alive ? toString() : "";
    if (returncode == null) {
      engine.workOutside(-1);
      child.process().destroyForcibly();
    }
    for (int fd = 0; fd < pipes.length; fd++) {
      closeUnconnected(fd);
    }
    return text;
  }

  private void closeUnconnected(int fd) {
    Channel channel = pipes[fd] == null ? channel(fd) : null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  // ---------------------------------------------------------------- signals and questions

  private void checkRuns(String what) {
    engine.checkThread(what);
    if (returncode != null) {
      throw new ProcessLookupException(what + ": " + this + " has ended; ask returncode() before");
    }
  }

  @Override
  public void sendSignal(Signal signal) {
    checkRuns("sendSignal");
    switch (signal) {
      case SIGTERM -> terminate();
      case SIGKILL -> kill();
      default -> ShellKill.send(pid(), signal);
    }
  }

  @Override
  public void terminate() {
    checkRuns("terminate");
    child.process().toHandle().destroy();
  }

  @Override
  public void kill() {
    checkRuns("kill");
    child.process().toHandle().destroyForcibly();
  }

  @Override
  public long pid() {
    return child.process().pid();
  }

  @Override
  public List<String> command() {
    return command;
  }

  @Override
  public @Nullable Integer returncode() {
    return returncode;
  }

  @Override
  public @Nullable BaseTransport pipeTransport(int fd) {
    if (fd < 0 || fd >= pipes.length) {
      throw new IllegalArgumentException("fd: " + fd + " (expected: 0, 1 or 2)");
    }
    return pipes[fd];
  }

  @Override
  public String toString() {
    String text = String.join(" ", command);
    Integer code = returncode;
    return "<Process "
        + pid()
        + (code == null ? " running: " : " returncode=" + code + ": ")
        + (text.length() > 60 ? text.substring(0, 57) + "..." : text)
        + ">";
  }
}
