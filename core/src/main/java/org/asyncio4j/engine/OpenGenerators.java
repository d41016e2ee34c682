package org.asyncio4j.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The generators of a loop that have begun and not ended, in the order in which they began. Whoever
 * holds the loop.
 */
public final class OpenGenerators {
  /** One of them. Its text is for reports. */
  public interface Entry {
    /**
     * Closes it: its code sees GeneratorExit.
     *
     * @throws Throwable what its code throws then
     */
    void aclose() throws Throwable;
  }

  private final Set<Entry> open = new LinkedHashSet<>();

  /** Makes an empty list. */
  public OpenGenerators() {}

  /**
   * One begins.
   *
   * @param generator the generator
   */
  public void add(Entry generator) {
    open.add(generator);
  }

  /**
   * One has ended, or somebody else sees to its end.
   *
   * @param generator the generator
   * @return whether it was still in the list
   */
  public boolean remove(Entry generator) {
    return open.remove(generator);
  }

  /**
   * Empties the list.
   *
   * @return what was in it
   */
  public List<Entry> takeAll() {
    List<Entry> all = List.copyOf(open);
    open.clear();
    return all;
  }
}
