package org.asyncio4j.benchmarks;

/** What is measured of an echo server, in each case. */
public enum EchoFigure {
  /** Messages that came back in a second. */
  RATE("", "msg/s"),

  /** Time of a message, the median. */
  P50("-p50", "us"),

  /** Time of a message that one of a hundred exceeds. */
  P99("-p99", "us"),

  /** Processor time of the server for a message. */
  CPU("-cpu", "us");

  private final String suffix;
  private final String unit;

  EchoFigure(String suffix, String unit) {
    this.suffix = suffix;
    this.unit = unit;
  }

  /** Returns its name in results: that of the case, and what it is. */
  public String metric(Case what) {
    return what.name() + suffix;
  }

  /** Returns its unit. */
  public String unit() {
    return unit;
  }
}
