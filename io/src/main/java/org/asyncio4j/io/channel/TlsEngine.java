package org.asyncio4j.io.channel;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.asyncio4j.engine.Log;
import org.asyncio4j.io.selector.Scratch;
import org.jspecify.annotations.Nullable;

/*
 * Bytes of the network come in by feed() and wait until next() has made plain ones of them. What is to be
 * sent goes out as whole records, several at once where there are several.
 */
/**
 * An SSLEngine without a network: what it says to do next is done here. Whoever holds the loop; one
 * call at a time.
 */
final class TlsEngine {
  /** What {@link #next} has come upon. */
  enum Found {
    /** Plain bytes are in the buffer. */
    PLAIN,
    /** The handshake is done. */
    HANDSHAKEN,
    /** Nothing more without further bytes of the network. */
    HUNGRY,
    /** The other side's close_notify. */
    CLOSED
  }

  /** How many records are put together before they are sent. */
  private static final int RECORDS_AT_ONCE = 8;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Scratch scratch;

  /** Not unwrapped yet, from position to limit. */
  private ByteBuffer in = NOTHING;

  private boolean handshaken;
  private boolean justNow;

  TlsEngine(SSLEngine engine, Scratch scratch) {
    this.engine = engine;
    this.scratch = scratch;
  }

  SSLSession session() {
    return engine.getSession();
  }

  /** Returns what was agreed on, empty if nothing was. */
  String applicationProtocol() {
    String agreed = engine.getApplicationProtocol();
    return agreed == null ? "" : agreed;
  }

  /** Returns room for the plain bytes of a record at least; to be given back. */
  ByteBuffer plainBuffer() {
    return scratch.take(RECORDS_AT_ONCE * session().getApplicationBufferSize());
  }

  void giveBack(ByteBuffer plain) {
    scratch.giveBack(plain);
  }

  void begin() throws SSLException {
    engine.beginHandshake();
  }

  /**
   * Takes over what has come from the network.
   *
   * @param data the bytes; the engine's own from now on
   */
  void feed(byte[] data) {
    if (!in.hasRemaining()) {
      in = ByteBuffer.wrap(data);
      return;
    }
    in = ByteBuffer.allocate(in.remaining() + data.length).put(in).put(data).flip();
  }

  /**
   * Goes on: handshakes, answers, and unwraps.
   *
   * @param plain gets plain bytes; empty, see {@link #plainBuffer}
   * @param out gets what is to be sent, and must not keep the buffer; so everywhere here
   * @return why it has stopped
   * @throws SSLException if the other side cannot be understood or trusted, see {@link #sayWhy}
   */
  Found next(ByteBuffer plain, Consumer<ByteBuffer> out) throws SSLException {
    while (true) {
      if (justNow) {
        justNow = false;
        return Found.HANDSHAKEN;
      }
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (status == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
        wrapAll(NOTHING, out);
      } else {
        Found found = unwrap(plain);
        if (found != null) {
          return found;
        }
      }
    }
  }

  /** On the loop, as asyncio does it. */
  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private @Nullable Found unwrap(ByteBuffer plain) throws SSLException {
    Found stop = plain.position() > 0 ? Found.PLAIN : null;
    if (engine.isInboundDone()) {
      return stop != null ? stop : Found.CLOSED;
    }
    if (!in.hasRemaining()) {
      return stop != null ? stop : Found.HUNGRY;
    }
    SSLEngineResult result = engine.unwrap(in, plain);
    note(result);
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> stop != null ? stop : Found.HUNGRY;
      case BUFFER_OVERFLOW -> {
        if (stop == null) {
          throw new SSLException("a TLS record is larger than " + plain.capacity() + " bytes");
        }
        yield stop;
      }
      case CLOSED -> stop != null ? stop : Found.CLOSED;
      case OK -> null;
    };
  }

  private void note(SSLEngineResult result) {
    if (!handshaken && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      handshaken = true;
      justNow = true;
    }
  }

  /**
   * Encrypts.
   *
   * @param data the plain bytes; what is left of them has to wait for the other side
   * @param out gets what is to be sent
   * @throws SSLException if it fails
   */
  void wrap(ByteBuffer data, Consumer<ByteBuffer> out) throws SSLException {
    while (data.hasRemaining()) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (status == HandshakeStatus.NEED_UNWRAP || engine.isOutboundDone()) {
        return;
      } else {
        wrapAll(data, out);
      }
    }
  }

  /** Wraps until all is wrapped or something else has to be done first. */
  private void wrapAll(ByteBuffer data, Consumer<ByteBuffer> out) throws SSLException {
    int record = session().getPacketBufferSize();
    int records = 1 + Math.min(RECORDS_AT_ONCE - 1, data.remaining() / (16 * 1024));
    ByteBuffer packets = scratch.take(records * record);
    try {
      while (true) {
        SSLEngineResult result = engine.wrap(data, packets);
        note(result);
        if (result.getStatus() == Status.BUFFER_OVERFLOW && packets.position() == 0) {
          packets = scratch.take(2 * packets.capacity());
        } else if (result.getStatus() != Status.OK || !data.hasRemaining()) {
          return;
        } else if (result.bytesConsumed() == 0) {
          return; // a message of a handshake went first
        } else if (packets.remaining() < record) {
          out.accept(packets.flip());
          packets.clear();
        }
      }
    } finally {
      if (packets.position() > 0) {
        out.accept(packets.flip());
      }
      scratch.giveBack(packets);
    }
  }

  /**
   * Says that nothing more is sent.
   *
   * @param out gets close_notify
   * @throws SSLException if it fails
   */
  void close(Consumer<ByteBuffer> out) throws SSLException {
    engine.closeOutbound();
    while (!engine.isOutboundDone() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      wrapAll(NOTHING, out);
    }
  }

  /**
   * Tells the other side why this one gives up, after an exception.
   *
   * @param out gets the alert
   */
  void sayWhy(Consumer<ByteBuffer> out) {
    // the engine may throw the same once more before it gives its alert
    for (int i = 0; i < 2 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
      wrapQuietly(out);
    }
  }

  private void wrapQuietly(Consumer<ByteBuffer> out) {
    try {
      wrapAll(NOTHING, out);
    } catch (SSLException | RuntimeException e) {
      Log.say(Level.DEBUG, "TLS alert was not sent", e);
    }
  }
}
