package org.asyncio4j.io.soak;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.sleep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;

/** What a client does with a connection. In tasks. */
final class Talks {
  private final List<Place> places;
  private final Ledger ledger;
  private final Tally tally;

  Talks(List<Place> places, Ledger ledger, Tally tally) {
    this.places = places;
    this.ledger = ledger;
    this.tally = tally;
  }

  /** Connects somewhere, does something there, and leaves in some way. */
  void any(Random random) throws IOException {
    Place place = places.get(random.nextInt(places.size()));
    try (Connection there = place.connect(random)) {
      boolean plain = place.plain();
      if (plain && random.nextInt(6) == 0) {
        secure(there, place);
        plain = false;
      }
      switch (random.nextInt(10)) {
        case 0, 1 -> echo(there, random);
        case 2 -> echoBothWays(there, random, plain);
        case 3, 4, 5, 6 -> keep(there, random);
        case 7 -> pull(there, random);
        case 8 -> beCutOff(there, random);
        default -> leave(there, random);
      }
    }
  }

  private void secure(Connection there, Place place) throws IOException {
    there.writer().write(new byte[] {Service.SECURE});
    if (there.reader().readexactly(1)[0] != Service.SECURE) {
      throw new AssertionError("another answer than was asked for");
    }
    there.writer().startTls(place.trust());
    tally.count("connections secured");
  }

  // ---------------------------------------------------------------- echo

  private void echo(Connection there, Random random) throws IOException {
    StreamWriter out = there.writer();
    out.write(new byte[] {Service.ECHO});
    for (int i = random.nextInt(4); i >= 0; i--) {
      byte[] data = Pattern.bytes(random.nextLong(), Pattern.size(random));
      out.write(data); // never waits, so that both ends cannot wait for each other
      Pattern.check(data, 0, there.reader().readexactly(data.length));
      tally.count("bytes echoed", data.length);
    }
    tally.count("echoes");
    end(there, random);
  }

  /** Sends and receives at a time; then ends the sending side alone, if that can be. */
  private void echoBothWays(Connection there, Random random, boolean plain) throws IOException {
    byte[] data = Pattern.bytes(random.nextLong(), Pattern.size(random));
    int step = 1 + random.nextInt(20_000);
    boolean half = plain && random.nextBoolean();
    there.writer().write(new byte[] {Service.ECHO});
    await(
        gather(
            Asyncio.action(() -> send(there.writer(), data, step, half)),
            Asyncio.action(() -> receive(there.reader(), data))),
        IOException.class);
    if (half && there.reader().read(1).length > 0) {
      throw new AssertionError("more bytes than were sent");
    }
    tally.count(half ? "echoes to a half-closed side" : "echoes both ways");
    tally.count("bytes echoed", data.length);
    end(there, random);
  }

  private static void send(StreamWriter out, byte[] data, int step, boolean half)
      throws IOException {
    for (int from = 0; from < data.length; from += step) {
      out.write(data, from, Math.min(step, data.length - from));
      out.drain();
    }
    if (half) {
      out.writeEof();
    }
  }

  private static void receive(StreamReader in, byte[] data) throws IOException {
    for (int from = 0; from < data.length; ) {
      byte[] part = in.read(1 << 14);
      if (part.length == 0) {
        throw new IOException("the connection ended early");
      }
      Pattern.check(data, from, part);
      from += part.length;
    }
  }

  // ---------------------------------------------------------------- ledger

  /** Sends messages, some ahead of their acknowledgements. */
  private void keep(Connection there, Random random) throws IOException {
    Ledger.Book book = ledger.open();
    int count = 1 + random.nextInt(30);
    int ahead = 1 + random.nextInt(5);
    there.writer().write(new byte[] {Service.LEDGER});
    int acknowledged = 0;
    for (int i = 0; i < count; i++) {
      byte[] body = Pattern.bytes(random.nextLong(), random.nextInt(8_000));
      int checksum = Pattern.checksum(body);
      int number = book.sends(checksum);
      there
          .writer()
          .write(
              ByteBuffer.allocate(Service.HEAD)
                  .putLong(book.id())
                  .putInt(number)
                  .putInt(body.length)
                  .flip());
      there.writer().write(body);
      there.writer().drain();
      while (i - acknowledged >= ahead) {
        acknowledged += acknowledgement(there, book);
      }
    }
    if (random.nextInt(5) > 0) {
      while (acknowledged < count) {
        acknowledged += acknowledgement(there, book);
      }
      tally.count("ledgers acknowledged to the end");
    }
    end(there, random);
  }

  private int acknowledgement(Connection there, Ledger.Book book) throws IOException {
    ByteBuffer answer = ByteBuffer.wrap(there.reader().readexactly(Service.HEAD));
    if (answer.getLong() != book.id()) {
      throw new AssertionError("an acknowledgement of another connection");
    }
    int number = answer.getInt();
    book.acknowledged(number, answer.getInt());
    tally.count("messages acknowledged");
    return 1;
  }

  // ---------------------------------------------------------------- the rest

  /** Reads slower than the server sends, and not always to the end. */
  private void pull(Connection there, Random random) throws IOException {
    long seed = random.nextLong();
    byte[] data = Pattern.bytes(seed, 50_000 + random.nextInt(400_000));
    int most = random.nextInt(4) == 0 ? data.length / 2 : data.length;
    there.writer().write(new byte[] {Service.PUSH});
    there.writer().write(ByteBuffer.allocate(12).putLong(seed).putInt(data.length).flip());
    int naps = 10;
    for (int from = 0; from < most; ) {
      byte[] part = there.reader().read(1 + random.nextInt(30_000));
      if (part.length == 0) {
        throw new IOException("the connection ended early");
      }
      Pattern.check(data, from, part);
      from += part.length;
      if (naps > 0 && random.nextInt(3) == 0) {
        sleep(Duration.ofMillis(random.nextInt(6)));
        naps--;
      }
    }
    tally.count(most == data.length ? "slow readers" : "slow readers that left");
    end(there, random);
  }

  /** The server is rude: what comes may be little or nothing, then the end or a reset. */
  private void beCutOff(Connection there, Random random) throws IOException {
    there.writer().write(new byte[] {Service.BREAK, (byte) random.nextInt(2)});
    byte[] all = there.reader().read();
    if (all.length > 100) {
      throw new AssertionError("more bytes than were sent: " + all.length);
    }
    tally.count("ends by the server");
  }

  /** The server waits for more, and is left alone. */
  private void leave(Connection there, Random random) throws IOException {
    there.writer().write(new byte[] {Service.HOLD});
    there.writer().write(Pattern.bytes(1, Pattern.size(random)));
    if (random.nextBoolean()) {
      there.writer().drain();
    }
    sleep(Duration.ofMillis(random.nextInt(20)));
    end(there, random);
  }

  private void end(Connection there, Random random) throws IOException {
    StreamWriter out = there.writer();
    switch (random.nextInt(8)) {
      case 0 -> {
        Service.abort(out);
        tally.count("aborts");
      }
      case 1 -> {
        Service.reset(out);
        tally.count("resets");
      }
      case 2 -> out.close();
      default -> {
        out.close();
        out.waitClosed();
      }
    }
  }
}
