package org.asyncio4j.io.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.transport.BaseTransport;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.ReadTransport;
import org.jspecify.annotations.Nullable;

/** Between a pipe of a process and its reader or writer. The loop's thread. */
final class PipeStream implements StreamLink {
  private final Engine engine;
  private final BaseTransport transport;

  /** Whoever holds a stream of a process holds the process. */
  final Process owner;

  private boolean writingPaused;
  private boolean lost;
  private @Nullable Throwable lostBy;
  private final List<Future<@Nullable Void>> drainers = new ArrayList<>(0);
  private final List<Future<@Nullable Void>> closers = new ArrayList<>(0);

  PipeStream(Engine engine, BaseTransport transport, Process owner) {
    this.engine = engine;
    this.transport = transport;
    this.owner = owner;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public void pauseReading() {
    if (transport instanceof ReadTransport reader) {
      reader.pauseReading();
    }
  }

  @Override
  public void resumeReading() {
    if (transport instanceof ReadTransport reader) {
      reader.resumeReading();
    }
  }

  @Override
  public boolean readNow() {
    return false; // what comes takes a turn to get here, so that its order with other news holds
  }

  @Override
  public void close() {
    transport.close();
  }

  // ---------------------------------------------------------------- writing

  void pauseWriting() {
    writingPaused = true;
  }

  void resumeWriting() {
    writingPaused = false;
    finish(drainers, null);
  }

  void connectionLost(@Nullable Throwable error) {
    if (!lost) {
      lost = true;
      lostBy = error;
      finish(drainers, error);
      finish(closers, error);
    }
  }

  private static void finish(List<Future<@Nullable Void>> waiting, @Nullable Throwable error) {
    for (Future<@Nullable Void> each : waiting) {
      if (each.done()) {
        continue;
      }
      if (error == null) {
        each.setResult(null);
      } else {
        each.setException(error);
      }
    }
    waiting.clear();
  }

  @Override
  public void drain() throws ConnectionResetException {
    if (lost) {
      throw new ConnectionResetException("Connection lost", lostBy);
    }
    if (writingPaused) {
      await(drainers, "<drain of ");
    }
  }

  @Override
  public void waitClosed() throws IOException {
    if (!lost) {
      await(closers, "<end of ");
    } else if (lostBy instanceof IOException io) {
      throw io;
    }
  }

  private void await(List<Future<@Nullable Void>> waiting, String what) {
    Future<@Nullable Void> waiter = Waiter.create(engine, () -> what + transport + ">");
    waiting.add(waiter);
    try {
      waiter.await();
    } finally {
      waiting.remove(waiter);
    }
  }

  @Override
  public String toString() {
    return transport.toString();
  }
}
