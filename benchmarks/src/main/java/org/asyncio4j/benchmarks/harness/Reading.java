package org.asyncio4j.benchmarks.harness;

/**
 * What one fork has measured.
 *
 * @param metric what
 * @param value how much
 */
record Reading(Metric metric, double value) {
  Reading(String name, String unit, double value) {
    this(new Metric(name, unit), value);
  }
}
