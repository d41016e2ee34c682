package org.asyncio4j.error;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several exceptions that are thrown as one, none of them an {@link Error}. How to take it apart is
 * told in {@link ThrowableGroup}.
 *
 * <p>Python's {@code ExceptionGroup}, 3.14.
 */
public final class ExceptionGroup extends RuntimeException implements ThrowableGroup {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final Exception[] members;

  /**
   * Makes a group.
   *
   * @param message what the exceptions have in common
   * @param exceptions its members, at least one
   * @throws IllegalArgumentException if there is no member
   */
  public ExceptionGroup(String message, Collection<? extends Exception> exceptions) {
    super(Members.text(message, exceptions));
    text = message;
    members = exceptions.toArray(Exception[]::new);
    for (Exception each : members) {
      addSuppressed(each);
    }
  }

  @Override
  public String message() {
    return text;
  }

  @Override
  public List<Exception> exceptions() {
    return List.of(members);
  }

  @Override
  public Split<ExceptionGroup> split(Class<? extends Throwable> type) {
    return split(Objects.requireNonNull(type, "type")::isInstance);
  }

  @Override
  public Split<ExceptionGroup> split(Predicate<? super Throwable> condition) {
    Split<ThrowableGroup> parts = Members.split(this, condition);
    return new Split<>((ExceptionGroup) parts.matching(), (ExceptionGroup) parts.rest());
  }

  @Override
  public @Nullable ExceptionGroup subgroup(Class<? extends Throwable> type) {
    return split(type).matching();
  }

  @Override
  public @Nullable ExceptionGroup subgroup(Predicate<? super Throwable> condition) {
    return split(condition).matching();
  }
}
