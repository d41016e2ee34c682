package org.asyncio4j.error;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Several exceptions that are thrown as one, at least one of them an {@link Error}; therefore an
 * error itself, which {@code catch (Exception e)} lets through. Made by {@link ThrowableGroup#of}.
 *
 * <p>Python's {@code BaseExceptionGroup}, 3.14; the type above both kinds of group is {@link
 * ThrowableGroup} here.
 */
public final class BaseExceptionGroup extends Error implements ThrowableGroup {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final Throwable[] members;

  BaseExceptionGroup(String message, Collection<? extends Throwable> exceptions) {
    super(Members.text(message, exceptions));
    text = message;
    members = exceptions.toArray(Throwable[]::new);
    for (Throwable each : members) {
      addSuppressed(each);
    }
  }

  @Override
  public String message() {
    return text;
  }

  @Override
  public List<Throwable> exceptions() {
    return List.of(members);
  }

  @Override
  public Split<ThrowableGroup> split(Predicate<? super Throwable> condition) {
    return Members.split(this, condition);
  }
}
