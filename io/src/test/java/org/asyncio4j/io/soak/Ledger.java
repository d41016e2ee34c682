package org.asyncio4j.io.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What clients have sent and know to have arrived, and, apart from that, what servers have
 * received.
 */
final class Ledger {
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Book> books = new ConcurrentHashMap<>();
  private final Map<Long, Queue<Integer>> arrivals = new ConcurrentHashMap<>();

  /** The client's side: a connection's messages, by their checksums in order. Its task's own. */
  static final class Book {
    private final long id;
    private final List<Integer> sent = new ArrayList<>();
    private int acknowledged;

    private Book(long id) {
      this.id = id;
    }

    long id() {
      return id;
    }

    /** Notes a message that will be sent now, and returns its number. */
    int sends(int checksum) {
      sent.add(checksum);
      return sent.size() - 1;
    }

    /** The server says that it has a message. */
    void acknowledged(int number, int checksum) {
      if (number != acknowledged || sent.get(number) != checksum) {
        throw new AssertionError(
            "message " + number + " is acknowledged in place of " + acknowledged);
      }
      acknowledged++;
    }
  }

  Book open() {
    Book book = new Book(ids.incrementAndGet());
    books.put(book.id, book);
    return book;
  }

  /** The server's side: a message is there. */
  void arrived(long id, int checksum) {
    arrivals.computeIfAbsent(id, _ -> new ConcurrentLinkedQueue<>()).add(checksum);
  }

  /** Compares both sides, when all has come to rest, and begins anew. */
  void settle(Tally tally) {
    for (Book book : books.values()) {
      Queue<Integer> queue = arrivals.remove(book.id);
      List<Integer> there = queue == null ? List.of() : List.copyOf(queue);
      if (there.size() < book.acknowledged) {
        tally.fail(
            "of %d acknowledged messages of connection %d the server has %d"
                .formatted(book.acknowledged, book.id, there.size()));
      } else if (there.size() > book.sent.size()
          || !there.equals(book.sent.subList(0, there.size()))) {
        tally.fail("the server has other messages than connection %d sent".formatted(book.id));
      }
      tally.count("messages acknowledged and found", book.acknowledged);
    }
    if (!arrivals.isEmpty()) {
      tally.fail("the server has messages of connections that sent none: " + arrivals.keySet());
    }
    books.clear();
    arrivals.clear();
  }
}
