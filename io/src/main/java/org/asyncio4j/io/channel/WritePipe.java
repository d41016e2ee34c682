package org.asyncio4j.io.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.io.transport.BaseProtocol;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.WriteTransport;
import org.jspecify.annotations.Nullable;

/*
 * CPython hears by epoll that nobody reads a pipe any more. NIO does not tell that unless somebody wants to
 * write, so here it shows at the next write, or when the child ends: ProcessTransport closes this then.
 */
/** The end of a pipe that a child reads from. */
public final class WritePipe extends ChannelTransport implements WriteTransport {
  private static final String FATAL = "Fatal write error on pipe transport";

  private final Pipe.SinkChannel channel;
  private final ProcessTransport child;
  private final int fd;
  private final Step writeReady = new Step(this::writeReady);
  private final WriteQueue queue = new WriteQueue();
  private final BaseProtocol protocol =
      new BaseProtocol() {
        @Override
        public void connectionLost(@Nullable Throwable error) {
          child.pipeLost(fd, error);
        }

        @Override
        public void pauseWriting() throws Exception {
          child.protocol().pauseWriting();
        }

        @Override
        public void resumeWriting() throws Exception {
          child.protocol().resumeWriting();
        }
      };

  private WritePipe(ProcessTransport child, int fd, Pipe.SinkChannel channel, Context context)
      throws IOException {
    super(child.poller(), channel, null, context);
    this.channel = channel;
    this.child = child;
    this.fd = fd;
  }

  static WritePipe start(ProcessTransport child, int fd, Pipe.SinkChannel channel, Context context)
      throws IOException {
    return new WritePipe(child, fd, channel, context);
  }

  @Override
  BaseProtocol currentProtocol() {
    return protocol;
  }

  @Override
  boolean inline() {
    return child.inline();
  }

  @Override
  boolean closedByProgram() {
    return false; // the child's transport is
  }

  private boolean beginWrite(int count) {
    engine.checkThread("write");
    return count > 0 && mayWrite(!closing());
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (!beginWrite(length)) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(data, offset, length);
    if (sendNow(rest)) {
      queue.copy(rest);
      queued();
    }
  }

  @Override
  public void write(ByteBuffer data) {
    if (beginWrite(data.remaining()) && sendNow(data)) {
      queue.copy(data);
      queued();
    }
    data.position(data.limit());
  }

  @Override
  public void writeOwned(ByteBuffer data) {
    ByteBuffer own = data.duplicate();
    if (beginWrite(own.remaining()) && sendNow(own)) {
      queue.own(own);
      queued();
    }
  }

  private void queued() {
    registration.writer(writeReady);
    maybePauseWriting();
  }

  /** Sends what the system takes at once; returns whether something is left to wait. */
  private boolean sendNow(ByteBuffer data) {
    if (!queue.isEmpty()) {
      return true;
    }
    try {
      while (data.hasRemaining()) {
        int wanted = Math.min(data.remaining(), poller.writeBuffer().capacity());
        if (SocketOps.writeChunk(poller, channel, data) < wanted) {
          break;
        }
      }
    } catch (IOException e) {
      fatal(broken(e), FATAL);
      return false;
    }
    return data.hasRemaining();
  }

  private void writeReady() throws Exception {
    if (lost() || queue.isEmpty()) {
      registration.writer(null);
      return;
    }
    try {
      queue.writeTo(channel, poller);
    } catch (IOException e) {
      fatal(broken(e), FATAL);
      return;
    }
    maybeResumeWriting(); // may write more
    if (!queue.isEmpty() || lost()) {
      return;
    }
    registration.writer(null);
    if (flushing()) {
      connectionLost(null);
    }
  }

  private static IOException broken(IOException e) {
    return new ConnectionResetException(String.valueOf(e.getMessage()), e);
  }

  @Override
  public boolean canWriteEof() {
    return true;
  }

  @Override
  public void writeEof() {
    close(); // the end of a pipe is all that its reader can hear
  }

  @Override
  public long writeBufferSize() {
    return queue.size();
  }

  @Override
  void dropQueue() {
    queue.clear();
  }

  @Override
  void ended() {}

  @Override
  String what() {
    return child.pipeText(fd);
  }
}
