package org.asyncio4j.io.soak;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.stream.IncompleteReadException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;

/** What all servers do. The first byte of a connection says what is wanted of it. */
final class Service {
  static final byte ECHO = 'e';
  static final byte LEDGER = 'l';
  static final byte PUSH = 'p';
  static final byte BREAK = 'b';
  static final byte HOLD = 'h';
  static final byte SECURE = 's';

  /**
   * Connection, number, length, before each message of a ledger; checksum in place of length after.
   */
  static final int HEAD = Long.BYTES + 2 * Integer.BYTES;

  private final TlsOptions tls = Certificates.server();
  private final EventLoop home = Asyncio.getRunningLoop();
  private final Set<Task<?>> handlers = new LinkedHashSet<>(); // those of the home loop
  private final Ledger ledger;
  private final Tally tally;

  Service(Ledger ledger, Tally tally) {
    this.ledger = ledger;
    this.tally = tally;
  }

  void serve(StreamReader in, StreamWriter out) {
    Task<?> me = Objects.requireNonNull(Asyncio.currentTask());
    boolean atHome = Asyncio.getRunningLoop() == home;
    if (atHome) {
      handlers.add(me);
    }
    try (out) {
      answer(in, out);
      tally.count("served");
    } catch (IOException _) {
      tally.count("served and cut");
    } catch (RuntimeException | AssertionError e) {
      tally.fail("a handler: " + Tasks.trace(e));
    } finally {
      if (atHome) {
        handlers.remove(me);
      }
    }
  }

  /** Cancels a handler of the home loop. */
  void cancelOne(Random random) {
    if (!handlers.isEmpty()) {
      List<Task<?>> all = new ArrayList<>(handlers);
      all.get(random.nextInt(all.size())).cancel();
      tally.count("handlers cancelled");
    }
  }

  private void answer(StreamReader in, StreamWriter out) throws IOException {
    byte wanted = in.readexactly(1)[0];
    switch (wanted) {
      case ECHO -> echo(in, out);
      case LEDGER -> keep(in, out);
      case PUSH -> push(in, out);
      case BREAK -> breakOff(in, out);
      case HOLD -> in.read();
      case SECURE -> {
        out.write(new byte[] {SECURE});
        out.startTls(tls);
        answer(in, out);
      }
      default -> throw new AssertionError("a connection begins with " + wanted);
    }
  }

  private static void echo(StreamReader in, StreamWriter out) throws IOException {
    for (byte[] part = in.read(1 << 16); part.length > 0; part = in.read(1 << 16)) {
      out.write(part);
      out.drain();
    }
  }

  private void keep(StreamReader in, StreamWriter out) throws IOException {
    while (true) {
      ByteBuffer head;
      try {
        head = ByteBuffer.wrap(in.readexactly(HEAD));
      } catch (IncompleteReadException e) {
        if (e.partial().length == 0) {
          return;
        }
        throw e;
      }
      long connection = head.getLong();
      int number = head.getInt();
      int checksum = Pattern.checksum(in.readexactly(head.getInt()));
      ledger.arrived(connection, checksum);
      out.write(
          ByteBuffer.allocate(HEAD).putLong(connection).putInt(number).putInt(checksum).flip());
      out.drain();
    }
  }

  private static void push(StreamReader in, StreamWriter out) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readexactly(Long.BYTES + Integer.BYTES));
    byte[] all = Pattern.bytes(head.getLong(), head.getInt());
    for (int from = 0; from < all.length; from += 7_000) {
      out.write(all, from, Math.min(7_000, all.length - from));
      out.drain();
    }
  }

  /** Answers with a little and leaves without manners. */
  private void breakOff(StreamReader in, StreamWriter out) throws IOException {
    boolean reset = in.readexactly(1)[0] != 0;
    out.write(new byte[100]);
    if (reset) {
      reset(out);
    } else {
      abort(out);
    }
    tally.count("aborted by the server");
  }

  static void abort(StreamWriter out) {
    ((Transport) out.transport()).abort();
  }

  /** Ends a connection by a reset, if it is one of TCP. */
  static void reset(StreamWriter out) throws IOException {
    if (!out.closing()
        && out.getExtraInfo(ExtraInfo.SOCKET) instanceof SocketChannel channel
        && channel.isOpen()
        && channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    abort(out);
  }
}
