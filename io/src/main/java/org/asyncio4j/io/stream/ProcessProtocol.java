package org.asyncio4j.io.stream;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.io.channel.InlineSubprocessProtocol;
import org.asyncio4j.io.channel.ProcessTransport;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.io.transport.SubprocessTransport;
import org.jspecify.annotations.Nullable;

/*
 * The loop reaches transport and protocol, the protocol only weakly its process, which has the streams. So a
 * process that the program has dropped is found by the collector: see Process.
 *
 * Source: CPython 3.14, Lib/asyncio/subprocess.py, SubprocessStreamProtocol.
 */
/** Between a child and the streams of its process. The loop's thread. */
final class ProcessProtocol implements InlineSubprocessProtocol {
  private static final WeakReference<Process> NONE = new WeakReference<>(null);

  private final Engine engine;
  private final SubprocessOptions options;
  private @Nullable ProcessTransport transport;
  private WeakReference<Process> process = NONE;

  /** Held until the program has it. */
  private @Nullable Process unclaimed;

  private boolean startIsOver;

  private int openOutputs;
  private boolean exited;

  ProcessProtocol(Engine engine, SubprocessOptions options) {
    this.engine = engine;
    this.options = options;
  }

  /** Gives the process away. */
  Process claim() {
    return Objects.requireNonNull(unclaimed, "process");
  }

  /**
   * The start is over: the program has the process, or nobody will, and it is kept alive no longer.
   */
  void started() {
    startIsOver = true;
    unclaimed = null;
  }

  @Override
  public void connectionMade(SubprocessTransport made) {
    transport = (ProcessTransport) made;
    Process mine = new Process(engine, transport, options);
    unclaimed = startIsOver ? null : mine; // it may have been cancelled before
    process = new WeakReference<>(mine);
    openOutputs = (made.pipeTransport(1) == null ? 0 : 1) + (made.pipeTransport(2) == null ? 0 : 1);
  }

  @Override
  public void pipeDataReceived(int fd, byte[] data) {
    Process mine = process.get();
    StreamReader reader = mine == null ? null : mine.reader(fd);
    if (reader != null) {
      reader.feedOwned(data);
    }
  }

  @Override
  public void pipeConnectionLost(int fd, @Nullable Throwable error) {
    Process mine = process.get();
    if (fd == 0) {
      if (mine != null) {
        mine.inputLost(error);
      }
      return;
    }
    StreamReader reader = mine == null ? null : mine.reader(fd);
    if (reader != null) {
      if (error == null) {
        reader.feedEof();
      } else {
        reader.setException(error);
      }
    }
    openOutputs--;
    maybeClose();
  }

  @Override
  public void processExited() {
    exited = true;
    maybeClose();
  }

  private void maybeClose() {
    if (openOutputs == 0 && exited && transport != null) {
      transport.close();
    }
  }

  @Override
  public void pauseWriting() {
    Process mine = process.get();
    if (mine != null) {
      mine.pauseWriting();
    }
  }

  @Override
  public void resumeWriting() {
    Process mine = process.get();
    if (mine != null) {
      mine.resumeWriting();
    }
  }
}
