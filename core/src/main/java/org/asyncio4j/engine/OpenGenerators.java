package org.asyncio4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generators of a loop that have begun and not ended, in the order in which they began. They
 * are the links themselves, so that one costs no entry. Whoever holds the loop.
 */
public final class OpenGenerators {
  /** One of them. Its text is for reports. */
  public abstract static class Entry {
    private @Nullable Entry previous;
    private @Nullable Entry next;

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
}
