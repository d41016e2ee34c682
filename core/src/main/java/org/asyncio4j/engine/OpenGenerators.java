package org.asyncio4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The generators of a loop that have begun and not ended, in the order in which they began, and
 * those among them that nobody holds any more. They are the links themselves, so that one costs no
 * entry, and a full memory can still be emptied. Whoever holds the loop.
 */
public final class OpenGenerators {
  /** One of them. Its text is for reports. */
  public abstract static class Entry {
    private @Nullable Entry previous;
    private @Nullable Entry next;

    /** Written before it joins those that nobody holds. */
    private @Nullable Entry nextAbandoned;

    /** Only for generators. */
    protected Entry() {}

    /**
     * Closes it, since its loop ends: its code sees GeneratorExit.
     *
     * @throws Throwable what its code throws then
     */
    public abstract void closeAtEnd() throws Throwable;
  }

  private @Nullable Entry first;
  private @Nullable Entry last;

  /** Any thread puts in; whoever holds the loop takes out. */
  private final AtomicReference<@Nullable Entry> abandoned = new AtomicReference<>();

  /** Makes an empty list. */
  public OpenGenerators() {}

  /**
   * One begins.
   *
   * @param generator the generator; in no list
   */
  public void add(Entry generator) {
    Entry before = last;
    generator.previous = before;
    if (before == null) {
      first = generator;
    } else {
      before.next = generator;
    }
    last = generator;
  }

  /**
   * One has ended, or somebody else sees to its end.
   *
   * @param generator the generator
   * @return whether it was still in the list
   */
  public boolean remove(Entry generator) {
    Entry before = generator.previous;
    if (before == null && first != generator) {
      return false;
    }
    Entry after = generator.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    generator.previous = null;
    generator.next = null;
    return true;
  }

  /**
   * Empties the list.
   *
   * @return what was in it
   */
  public List<Entry> takeAll() {
    List<Entry> all = new ArrayList<>();
    for (Entry generator = first; generator != null; generator = first) {
      remove(generator);
      all.add(generator);
    }
    return all;
  }

  /**
   * Nobody holds a generator any more. Any thread; once for each.
   *
   * @param generator the generator
   * @return whether it is the first, so that somebody has to be told
   */
  public boolean abandon(Entry generator) {
    Entry head;
    do {
      head = abandoned.get();
      generator.nextAbandoned = head;
    } while (!abandoned.compareAndSet(head, generator));
    return head == null;
  }

  /**
   * Takes one that nobody holds, whether it is still open or not.
   *
   * @return the generator, or null if there is none
   */
  public @Nullable Entry takeAbandoned() {
    for (; ; ) {
      Entry head = abandoned.get();
      if (head == null) {
        return null;
      }
      if (abandoned.compareAndSet(head, head.nextAbandoned)) {
        head.nextAbandoned = null;
        return head;
      }
    }
  }

  /**
   * Tells whether nobody holds some.
   *
   * @return true if so
   */
  public boolean hasAbandoned() {
    return abandoned.get() != null;
  }
}
