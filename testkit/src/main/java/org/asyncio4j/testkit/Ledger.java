package org.asyncio4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.ContextManager;

/**
 * What one run of a program has entered and left, and what has to hold at its end; see {@link
 * CancelEverywhere}.
 *
 * <p><b>Threads.</b> The loop's.
 */
public final class Ledger {
  private final Map<String, Integer> open = new LinkedHashMap<>();
  private final Map<String, BooleanSupplier> rules = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** For {@link CancelEverywhere}. */
  Ledger() {}

  /**
   * Notes that something has begun, which has to end.
   *
   * @param what its name
   */
  public void enter(String what) {
    open.merge(Objects.requireNonNull(what, "what"), 1, Integer::sum);
  }

  /**
   * Notes that something has ended.
   *
   * @param what its name
   */
  public void exit(String what) {
    int left = open.merge(Objects.requireNonNull(what, "what"), -1, Integer::sum);
    if (left < 0) {
      faults.add(what + " was left more often than entered");
    }
  }

  /**
   * Makes a context manager that notes how it is entered and left, and awaits once on both ways.
   *
   * @param what its name, and its value
   * @return the context manager
   */
  public ContextManager<String> manager(String what) {
    return ContextManager.of(y -> {
      Asyncio.sleep(Duration.ZERO);
      enter(what);
      try {
        y.yield(what);
      } finally {
        exit(what);
        Asyncio.sleep(Duration.ZERO);
      }
    });
  }

  /**
   * Sets what has to hold when the program and all its tasks have ended.
   *
   * @param rule the rule in words, for the report
   * @param holds tells whether it holds
   */
  public void atEnd(String rule, BooleanSupplier holds) {
    rules.put(Objects.requireNonNull(rule, "rule"), Objects.requireNonNull(holds, "holds"));
  }

  void fault(String text) {
    faults.add(text);
  }

  /** Everything has ended: returns what is wrong, in words. */
  List<String> faultsAtEnd() {
    List<String> all = new ArrayList<>(faults);
    open.forEach((what, count) -> {
      if (count > 0) {
        all.add(what + " was entered and not left");
      }
    });
    rules.forEach((rule, holds) -> {
      if (!holds.getAsBoolean()) {
        all.add("does not hold: " + rule);
      }
    });
    return all;
  }

  @Override
  public String toString() {
    return "<Ledger open=" + open + " faults=" + faults + ">";
  }
}
