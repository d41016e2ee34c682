package org.asyncio4j.cli.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task did.
 *
 * @param number its place among the tasks of its loop, from 0
 * @param name its name
 * @param code what it runs, such as {@code fetch()}; empty if that is not known
 * @param creator the number of the task that has made it; -1 for none
 * @param depth how many creators stand above it
 * @param createdNanos the loop's time when it was made, or first heard of
 * @param createdLine where it was made, such as {@code Demo.java:12}
 * @param pieces what it did, one after the other, without gaps
 * @param cancels the requests to cancel it
 * @param end how it ended
 * @param endNanos when
 * @param outcome its result or error as text
 */
public record TaskRow(
    int number,
    String name,
    String code,
    int creator,
    int depth,
    long createdNanos,
    @Nullable String createdLine,
    List<Piece> pieces,
    List<CancelRequest> cancels,
    End end,
    long endNanos,
    @Nullable String outcome) {

  /** How a task has ended. */
  public enum End {
    /** With a result. */
    FINISHED("done"),
    /** With an exception. */
    FAILED("failed"),
    /** By a cancellation. */
    CANCELLED("cancelled"),
    /** Not at all, as long as was recorded. */
    OPEN("not done when the recording ended");

    final String text;

    End(String text) {
      this.text = text;
    }
  }

  /** Copies the lists. */
  public TaskRow {
    pieces = List.copyOf(pieces);
    cancels = List.copyOf(cancels);
  }

  /** Name and code, for people. */
  String title() {
    return code.isEmpty() ? name : name + "  " + code;
  }
}
