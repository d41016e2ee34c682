package org.asyncio4j.conformance;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.WaitResult;
import org.jspecify.annotations.Nullable;

/** Prints values as the trace shows them. */
final class Printer {
  private final Variables variables;

  Printer(Variables variables) {
    this.variables = variables;
  }

  /**
   * Prints a value.
   *
   * @param value any value of a program
   * @return its text
   */
  String print(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean bool -> bool ? "True" : "False";
      case Long number -> number.toString();
      case String text -> text;
      case Task<?> task -> "task:" + task.name();
      case Future<?> future -> "future:" + variables.nameOf(future);
      case Throwable exception -> exception(exception);
      case Outcome<?> outcome -> outcome(outcome);
      case WaitResult<?> result ->
          "done=" + names(result.done()) + " pending=" + names(result.pending());
      case List<?> list -> list.stream().map(this::print).collect(bracketed());
      default -> "object";
    };
  }

  /**
   * Prints an exception.
   *
   * @param exception the exception
   * @return Python's name of its type, and its message; a group's members behind it, sorted
   */
  static String exception(Throwable exception) {
    String members = "";
    if (exception instanceof ThrowableGroup group) {
      members =
          group.exceptions().stream()
              .map(Printer::exception)
              .sorted(Texts.CODE_POINTS)
              .collect(bracketed());
    }
    return Exceptions.name(exception) + "(" + Exceptions.message(exception) + ")" + members;
  }

  /** What gather returns with return_exceptions: Python's list holds values and exceptions. */
  private String outcome(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Success<?> success -> print(success.value());
      case Outcome.Failure<?> failure -> exception(failure.exception());
      case Outcome.Cancelled<?> cancelled -> exception(cancelled.exception());
    };
  }

  private String names(Collection<? extends Future<?>> futures) {
    return futures.stream().map(variables::nameOf).sorted(Texts.CODE_POINTS).collect(bracketed());
  }

  private static Collector<CharSequence, ?, String> bracketed() {
    return Collectors.joining(", ", "[", "]");
  }
}
