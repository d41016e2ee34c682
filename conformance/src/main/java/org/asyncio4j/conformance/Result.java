package org.asyncio4j.conformance;

import java.util.List;
import java.util.Set;

/**
 * What came of a program.
 *
 * @param name the program's name
 * @param trace the lines that it logged
 * @param missing what it needs that is not expressible; it was not run then
 */
public record Result(String name, List<String> trace, Set<String> missing) {
  /**
   * Tells whether the program was run.
   *
   * @return true if nothing was missing
   */
  public boolean expressible() {
    return missing.isEmpty();
  }
}
