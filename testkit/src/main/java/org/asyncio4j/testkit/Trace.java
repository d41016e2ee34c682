package org.asyncio4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Notes what happens, in the order in which it happens.
 *
 * {@snippet :
 * trace.add("a1");
 * trace.is("a1", "b1", "a2");
 * }
 *
 * <p><b>Threads.</b> Any.
 */
public final class Trace {
  private final List<String> events = new ArrayList<>();

  /** Makes an empty trace. */
  public Trace() {}

  /**
   * Notes an event.
   *
   * @param event the event
   */
  public synchronized void add(String event) {
    events.add(event);
  }

  /**
   * Returns what was noted so far.
   *
   * @return a copy
   */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /**
   * Checks that just these events were noted, in this order.
   *
   * @param expected the events
   * @throws AssertionError if others were; the message shows both and the first difference
   */
  public void is(String... expected) {
    List<String> wanted = Arrays.asList(expected);
    List<String> found = events();
    if (!found.equals(wanted)) {
      int same = 0;
      while (same < Math.min(wanted.size(), found.size())
          && wanted.get(same).equals(found.get(same))) {
        same++;
      }
      throw new AssertionError(
          "trace differs at " + same + "\n  expected: " + wanted + "\n  found:    " + found);
    }
  }

  @Override
  public String toString() {
    return events().toString();
  }
}
