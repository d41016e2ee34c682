package org.asyncio4j.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of exceptions on its way through handlers, see {@link ThrowableGroup#handle}.
 *
 * {@snippet :
 * group
 *     .handle(TimeoutException.class, e -> retry())
 *     .handle(IOException.class, e -> log(e))
 *     .rethrowRest();
 * }
 *
 * <p>Each leaf goes to the first handler whose type it is of. What a handler throws joins what is
 * left, as in Python; an {@link Error}, such as a {@link CancelledError}, goes out at once instead,
 * and what is left is suppressed by it.
 *
 * <p><b>Threads.</b> One at a time.
 *
 * <p>Python's {@code except*}, 3.14, which calls its code once, with a group of all that match:
 * {@link ThrowableGroup#subgroup(Class)} gives that group.
 */
public final class GroupHandling {
  /**
   * Takes an exception.
   *
   * @param <E> its type
   */
  @FunctionalInterface
  public interface Handler<E extends Throwable> {
    /**
     * Takes it.
     *
     * @param exception the exception
     * @throws Throwable what is to be thrown in the end; the same one for not handled
     */
    void handle(E exception) throws Throwable;
  }

  private final ThrowableGroup group;
  private final Set<Throwable> handled = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Throwable> thrownAgain = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Throwable> thrown = new ArrayList<>();

  GroupHandling(ThrowableGroup group) {
    this.group = group;
  }

  /**
   * Calls a handler for each leaf of a type that no handler before has taken.
   *
   * @param <E> the type
   * @param type the type
   * @param handler gets the leaves, one by one
   * @return this
   */
  public <E extends Throwable> GroupHandling handle(Class<E> type, Handler<? super E> handler) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(handler, "handler");
    for (Throwable leaf : group.leaves()) {
      if (type.isInstance(leaf) && handled.add(leaf)) {
        call(handler, type.cast(leaf));
      }
    }
    return this;
  }

  private <E extends Throwable> void call(Handler<? super E> handler, E leaf) {
    try {
      handler.handle(leaf);
    } catch (Throwable e) {
      if (e == leaf) {
        thrownAgain.add(leaf);
      } else {
        if (e.getCause() != leaf) {
          e.addSuppressed(leaf);
        }
        if (e instanceof Error error) {
          throw withRest(error);
        }
        thrown.add(e);
      }
    }
  }

  private Error withRest(Error error) {
    ThrowableGroup left = rest();
    if (left != null) {
      error.addSuppressed(left.asThrowable());
    }
    return error;
  }

  /**
   * Returns what no handler has taken, with what the handlers have thrown.
   *
   * @return the group itself if no handler was called, a smaller one, or null if nothing is left
   */
  public @Nullable ThrowableGroup rest() {
    ThrowableGroup left = group.split(e -> handled.contains(e) && !thrownAgain.contains(e)).rest();
    if (thrown.isEmpty()) {
      return left;
    }
    List<Throwable> members = new ArrayList<>(thrown);
    if (left != null) {
      members.add(left.asThrowable());
    }
    return ThrowableGroup.of(group.message(), members);
  }

  /**
   * Throws what no handler has taken, and what the handlers have thrown; returns if there is
   * nothing of either.
   *
   * @throws ExceptionGroup if something is left
   * @throws BaseExceptionGroup if something is left and an {@link Error} among it
   */
  public void rethrowRest() {
    switch (rest()) {
      case null -> {}
      case ExceptionGroup exceptions -> throw exceptions;
      case BaseExceptionGroup errors -> throw errors;
    }
  }
}
