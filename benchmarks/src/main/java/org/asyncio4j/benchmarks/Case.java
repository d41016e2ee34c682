package org.asyncio4j.benchmarks;

import java.util.Locale;

/**
 * One way to run a row: one class, one load.
 *
 * @param name what it is called in results; for most rows the name of the metric too
 * @param code simple name of the class that does it, in the package of each peer
 * @param load how much of it is measured
 * @param slowLoad the same for an interpreter, where the full load would take minutes
 * @param smokeLoad the same for a test that only wants to see it work
 */
public record Case(String name, String code, Load load, Load slowLoad, Load smokeLoad) {
  /** Returns the name of the file that does it in Python and Go: {@code w1_switch}. */
  public String fileName() {
    return code.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
