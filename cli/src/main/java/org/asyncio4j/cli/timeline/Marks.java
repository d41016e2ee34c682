package org.asyncio4j.cli.timeline;

/**
 * The marks, each round its own origin. Each has a shape of its own besides its colour, so that a
 * reader who tells no colours apart can tell them.
 */
final class Marks {
  static final String CANCEL = "<path d=\"M-5 -6 H5 L0 2 Z\"/>";
  private static final String DONE = "<circle r=\"4.5\"/>";
  private static final String FAILED = "<path d=\"M-4.5 -4.5 L4.5 4.5 M4.5 -4.5 L-4.5 4.5\"/>";
  private static final String CANCELLED = "<path d=\"M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z\"/>";
  private static final String OPEN = "<path d=\"M-3 -5 L3 0 L-3 5\"/>";

  private Marks() {}

  static String of(TaskRow.End end) {
    return switch (end) {
      case FINISHED -> DONE;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case OPEN -> OPEN;
    };
  }

  static String nameOf(TaskRow.End end) {
    return switch (end) {
      case FINISHED -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case OPEN -> "open";
    };
  }

  /** One entry of the legend, 20 wide, 16 high. */
  static String sample(String kind) {
    return switch (kind) {
      case "run", "blocked", "many" ->
          "<g class=\"piece "
              + kind
              + "\"><rect class=\"bar\" x=\"1\" y=\"2\" width=\"17\" height=\"12\""
              + " rx=\"1.5\"/></g>";
      case "wait", "ready" ->
          "<g class=\"piece "
              + kind
              + "\"><line class=\"thread\" x1=\"1\" x2=\"18\" y1=\"8\" y2=\"8\"/></g>";
      case "arrow" -> "<path class=\"arrow\" d=\"M10 15 V2\"/>";
      case "part" -> "<path class=\"arrow part\" d=\"M10 15 V2\"/>";
      case "cancel" -> "<g class=\"mark cancel\" transform=\"translate(10 10)\">" + CANCEL + "</g>";
      case "done" -> "<g class=\"mark done\" transform=\"translate(10 8)\">" + DONE + "</g>";
      case "failed" -> "<g class=\"mark failed\" transform=\"translate(10 8)\">" + FAILED + "</g>";
      case "cancelled" ->
          "<g class=\"mark cancelled\" transform=\"translate(10 8)\">" + CANCELLED + "</g>";
      default -> "<g class=\"mark open\" transform=\"translate(10 8)\">" + OPEN + "</g>";
    };
  }
}
