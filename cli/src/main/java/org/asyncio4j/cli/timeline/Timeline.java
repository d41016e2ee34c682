package org.asyncio4j.cli.timeline;

import java.util.List;

/**
 * Everything that was recorded, ready to be drawn.
 *
 * @param title what was recorded
 * @param loops the loops, in the order of their first events
 * @param notes what the reader has to know besides, a sentence each
 */
public record Timeline(String title, List<LoopTimeline> loops, List<String> notes) {
  /** Copies the lists. */
  public Timeline {
    loops = List.copyOf(loops);
    notes = List.copyOf(notes);
  }
}
