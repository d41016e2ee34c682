package org.asyncio4j.cli.timeline;

import org.jspecify.annotations.Nullable;

/**
 * A request to cancel a task.
 *
 * @param nanos the loop's time
 * @param by the number of the task that asked; -1 for none
 * @param line where, such as {@code Demo.java:12}
 * @param message what the error says
 */
public record CancelRequest(long nanos, int by, @Nullable String line, @Nullable String message) {}
