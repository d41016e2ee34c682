package org.asyncio4j.debug;

import java.util.Objects;

/**
 * Which task.
 *
 * @param id its number among the tasks of its loop
 * @param name its name
 */
public record TaskId(long id, String name) {
  /** Checks the parts. */
  public TaskId {
    Objects.requireNonNull(name, "name");
  }
}
