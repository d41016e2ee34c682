package org.asyncio4j.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several exceptions that are thrown as one: what {@link ExceptionGroup} and {@link
 * BaseExceptionGroup} have in common.
 *
 * {@snippet :
 * try {
 *   taskGroup(g -> {
 *     g.createTask(() -> load("a"));
 *     g.createTask(() -> load("b"));
 *   });
 * } catch (ExceptionGroup group) {
 *   group.handle(IOException.class, e -> log("not loaded", e)).rethrowRest();
 * }
 * }
 *
 * <p>A group can hold groups; its leaves are the exceptions in them that are no groups. Its members
 * are also {@linkplain Throwable#getSuppressed() suppressed} by it, so that every stack trace shows
 * them. {@code catch (ExceptionGroup | BaseExceptionGroup e)} catches both kinds and has the
 * methods of this interface.
 *
 * <p>Python's {@code BaseExceptionGroup}, 3.14, as the type above both. Java's classes have one
 * parent each: a group that holds an {@link Error}, such as a {@link CancelledError}, has to pass
 * {@code catch (Exception e)} and is an error itself, all others are exceptions. Both are thrown
 * unchecked: a task group cannot declare what its tasks throw.
 */
public sealed interface ThrowableGroup permits ExceptionGroup, BaseExceptionGroup {
  /**
   * Makes a group.
   *
   * @param message what the exceptions have in common
   * @param exceptions its members, at least one
   * @return an {@link ExceptionGroup} if all members are exceptions, else a {@link
   *     BaseExceptionGroup}
   * @throws IllegalArgumentException if there is no member
   */
  static ThrowableGroup of(String message, Collection<? extends Throwable> exceptions) {
    List<Exception> all = new ArrayList<>();
    for (Throwable each : exceptions) {
      if (each instanceof Exception exception) {
        all.add(exception);
      }
    }
    return all.size() == exceptions.size()
        ? new ExceptionGroup(message, all)
        : new BaseExceptionGroup(message, exceptions);
  }

  /**
   * Returns the message without the number of members.
   *
   * @return the message as it was given
   */
  String message();

  /**
   * Returns the members, some of which may be groups.
   *
   * @return the members in the order given
   */
  List<? extends Throwable> exceptions();

  /**
   * Returns this group as what is thrown.
   *
   * @return this
   */
  default Throwable asThrowable() {
    return (Throwable) this;
  }

  /**
   * Returns all exceptions in this group and in the groups inside it, which are no groups.
   *
   * @return the leaves from left to right, at least one
   */
  default List<Throwable> leaves() {
    List<Throwable> leaves = new ArrayList<>();
    for (Throwable each : exceptions()) {
      if (each instanceof ThrowableGroup group) {
        leaves.addAll(group.leaves());
      } else {
        leaves.add(each);
      }
    }
    return leaves;
  }

  /**
   * Returns the only leaf.
   *
   * @return the leaf if there is just one, else this group
   */
  default Throwable unwrapSingle() {
    List<Throwable> leaves = leaves();
    return leaves.size() == 1 ? leaves.getFirst() : asThrowable();
  }

  /**
   * Divides this group by a type. Groups inside it keep their place and message; a group that is of
   * the type itself goes over whole.
   *
   * @param type the type
   * @return what is of the type, and what is not
   */
  default Split<? extends ThrowableGroup> split(Class<? extends Throwable> type) {
    return split(Objects.requireNonNull(type, "type")::isInstance);
  }

  /**
   * Divides this group by a question, asked of this group first, then of its members and theirs; a
   * group for which it is true goes over whole.
   *
   * @param condition the question
   * @return what it is true for, and the rest
   */
  Split<? extends ThrowableGroup> split(Predicate<? super Throwable> condition);

  /**
   * Returns the part that is of a type.
   *
   * @param type the type
   * @return this group if all of it is, a smaller one, or null if nothing is
   */
  default @Nullable ThrowableGroup subgroup(Class<? extends Throwable> type) {
    return split(type).matching();
  }

  /**
   * Returns the part for which a question is answered by yes.
   *
   * @param condition the question, as in {@link #split(Predicate)}
   * @return this group, a smaller one, or null
   */
  default @Nullable ThrowableGroup subgroup(Predicate<? super Throwable> condition) {
    return split(condition).matching();
  }

  /**
   * Calls a handler for each leaf of a type, now: {@code except*}. To be followed by further
   * handlers and by {@link GroupHandling#rethrowRest()}.
   *
   * @param <E> the type
   * @param type the type
   * @param handler gets the leaves, one by one
   * @return what is left, for the next handler
   */
  default <E extends Throwable> GroupHandling handle(
      Class<E> type, GroupHandling.Handler<? super E> handler) {
    return new GroupHandling(this).handle(type, handler);
  }

  /**
   * The two parts of a group.
   *
   * @param <G> the type of the parts
   * @param matching the part that matches, or null if nothing does
   * @param rest the other part, or null if all matches
   */
  record Split<G extends ThrowableGroup>(@Nullable G matching, @Nullable G rest) {}
}
