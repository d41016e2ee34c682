package org.asyncio4j.io.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.transport.BaseProtocol;
import org.asyncio4j.io.transport.ReadTransport;
import org.jspecify.annotations.Nullable;

/** The end of a pipe that a child writes to. Nobody but its child's transport hears of it. */
public final class ReadPipe extends ChannelTransport implements ReadTransport {
  private final Pipe.SourceChannel channel;
  private final ProcessTransport child;
  private final int fd;
  private final Step readReady = new Step(this::readReady);
  private final BaseProtocol protocol =
      new BaseProtocol() {
        @Override
        public void connectionLost(@Nullable Throwable error) {
          child.pipeLost(fd, error);
        }
      };

  // The loop's thread only, from here on.
  private boolean started;
  private boolean paused;
  private boolean discards;

  private ReadPipe(ProcessTransport child, int fd, Pipe.SourceChannel channel, Context context)
      throws IOException {
    super(child.poller(), channel, null, context);
    this.channel = channel;
    this.child = child;
    this.fd = fd;
  }

  /** Makes one, which begins to receive in the next turn. */
  static ReadPipe start(ProcessTransport child, int fd, Pipe.SourceChannel channel, Context context)
      throws IOException {
    ReadPipe pipe = new ReadPipe(child, fd, channel, context);
    pipe.engine.soon(new LoopCall(pipe::begin, null));
    return pipe;
  }

  private void begin() {
    started = true;
    listen();
  }

  private void listen() {
    registration.reader(reading() && started ? readReady : null);
  }

  @Override
  BaseProtocol currentProtocol() {
    return protocol;
  }

  @Override
  boolean inline() {
    return true;
  }

  @Override
  boolean closedByProgram() {
    return false; // the child's transport is
  }

  @Override
  public boolean reading() {
    return !closing() && !paused;
  }

  @Override
  public void pauseReading() {
    engine.checkThread("pauseReading");
    if (!discards) {
      paused = true;
      listen();
    }
  }

  @Override
  public void resumeReading() {
    engine.checkThread("resumeReading");
    paused = false;
    if (!closing()) {
      listen();
    }
  }

  /** From now on drops what comes, so that the child does not wait for somebody to read it. */
  void discard() {
    discards = true;
    resumeReading();
  }

  private void readReady() {
    if (!reading()) {
      return;
    }
    ByteBuffer buffer = poller.readBuffer();
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException e) {
      fatal(e, "Fatal read error on pipe transport");
      return;
    }
    if (count < 0) {
      close();
    } else if (count > 0 && !discards) {
      byte[] data = new byte[count];
      buffer.get(0, data);
      child.pipeReceived(fd, data);
    }
  }

  @Override
  public long writeBufferSize() {
    return 0;
  }

  @Override
  void dropQueue() {}

  @Override
  void ended() {}

  @Override
  String what() {
    return child.pipeText(fd);
  }
}
