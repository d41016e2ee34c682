package org.asyncio4j.benchmarks.harness;

/**
 * What is measured.
 *
 * @param name its name within the row
 * @param unit its unit
 */
public record Metric(String name, String unit) {}
