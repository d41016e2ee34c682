package org.asyncio4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts results against CPython's traces. */
public final class Tally {
  private final Map<String, List<String>> expected;
  private final Map<String, Integer> missing = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();
  private int programs;
  private int identical;
  private int notExpressible;

  /**
   * Makes one.
   *
   * @param expected CPython's traces, by the programs' names
   */
  public Tally(Map<String, List<String>> expected) {
    this.expected = expected;
  }

  /**
   * Adds what came of a program.
   *
   * @param result what came of it
   */
  public void add(Result result) {
    programs++;
    @Nullable List<String> trace = expected.get(result.name());
    if (!result.expressible()) {
      notExpressible++;
      result.missing().forEach(name -> missing.merge(name, 1, Integer::sum));
    } else if (trace == null) {
      differences.add(result.name() + ": no trace to compare with");
    } else {
      @Nullable String difference = Corpus.difference(trace, result.trace());
      if (difference == null) {
        identical++;
      } else {
        differences.add(result.name() + ": " + difference);
      }
    }
  }

  /**
   * Returns the programs that differ.
   *
   * @return each with its name and the first difference
   */
  public List<String> differences() {
    return List.copyOf(differences);
  }

  /**
   * Returns what is not expressible.
   *
   * @return the names, each with the number of programs that need it
   */
  public Map<String, Integer> missing() {
    return Map.copyOf(missing);
  }

  /** Returns the summary, of one or two lines. */
  @Override
  public String toString() {
    String text = identical + " of " + programs + " identical";
    if (notExpressible == 0) {
      return text;
    }
    return text + ", " + notExpressible + " not expressible (by statement: " + counts() + ")";
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    missing.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> counts.add(entry.getKey() + " " + entry.getValue()));
    return String.join(", ", counts);
  }
}
