package org.asyncio4j.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A turn of a loop: what was ready, from the first to the last. */
@Name("asyncio4j.LoopTurn")
@Label("Loop Turn")
@Description("A turn of a loop: what was ready, from the first to the last")
@Category("asyncio4j")
@Enabled(false)
@StackTrace(false)
final class LoopTurnEvent extends Event {
  @Label("Loop")
  @Nullable String loop;

  @Label("Ready")
  @Description("How many callbacks and steps were ready at its start")
  int ready;

  /** For the observer. */
  LoopTurnEvent() {}
}
