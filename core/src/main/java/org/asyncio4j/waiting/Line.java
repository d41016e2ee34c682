package org.asyncio4j.waiting;

import org.asyncio4j.future.WaitedFor;
import org.jspecify.annotations.Nullable;

/*
 * A place stays in the line until its task goes on, woken or cancelled: asyncio's fairness depends on
 * who is still there (a lock is not taken past one who was woken and has not run yet).
 *
 * It is a linked list, so that whoever was cancelled leaves at no cost, from wherever it stands. Two
 * more things keep every question from walking it, be there a thousand cancelled ones among a million:
 * places that are cancelled say so at once, which keeps `live` exact; and since nobody becomes pending
 * again, the first pending place only ever moves backwards, past each place once.
 */
/**
 * Those who wait for one thing, in the order in which they came. Loop's thread, except for {@link
 * #size} and {@link #live}.
 */
public final class Line {
  private final HomeLoop home;
  private final WaitedFor what;

  private @Nullable Place first;
  private @Nullable Place last;

  /** No place before it is pending; null if none is at all. */
  private @Nullable Place pending;

  // Other threads may read an old value.
  private int size;
  private int live;

  /**
   * Makes an empty line. No loop needed.
   *
   * @param home the loop of what is waited for
   * @param what what is waited for
   */
  public Line(HomeLoop home, WaitedFor what) {
    this.home = home;
    this.what = what;
  }

  /**
   * Returns how many are in the line. Any thread.
   *
   * @return the number, with those who are woken or cancelled but have not gone on yet
   */
  public int size() {
    return size;
  }

  /**
   * Returns how many of those in the line are not cancelled. Any thread.
   *
   * @return the number of those who are pending or woken
   */
  public int live() {
    return live;
  }

  /**
   * Takes a place at the end, to be awaited by the caller, and to be left again in any case.
   *
   * @return the place
   * @throws IllegalStateException if what is waited for is bound to another loop
   */
  public Place join() {
    Place place = new Place(home.bind(), what, this);
    append(place);
    return place;
  }

  private void append(Place place) {
    Place before = last;
    place.previous = before;
    if (before == null) {
      first = place;
    } else {
      before.next = place;
    }
    last = place;
    if (pending == null) {
      pending = place;
    }
    size++;
    live++;
  }

  /**
   * Leaves. A second time it does nothing.
   *
   * @param place a place of this line
   */
  public void leave(Place place) {
    if (place.line == null) {
      return;
    }
    boolean counted = !place.cancelled();
    Place before = place.previous;
    Place after = place.next;
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
    if (pending == place) {
      pending = after;
    }
    place.line = null;
    place.previous = null;
    place.next = null;
    size--;
    live -= counted ? 1 : 0;
  }

  void oneCancelled() {
    live--;
  }

  /**
   * Wakes the first one, unless it is woken or cancelled already: then it will see to the others
   * when it goes on.
   */
  public void wakeHead() {
    Place head = first;
    if (head != null && !head.done()) {
      head.setResult(null);
    }
  }

  /**
   * Wakes the first one who is pending.
   *
   * @return who was woken, or null if nobody is pending
   */
  public @Nullable Place wake() {
    Place next = pending;
    while (next != null && next.done()) {
      next = next.next;
    }
    pending = next;
    if (next != null) {
      next.setResult(null);
    }
    return next;
  }

  /** Wakes all who are pending. */
  public void wakeAll() {
    while (wake() != null) {
      // the next one
    }
  }
}
