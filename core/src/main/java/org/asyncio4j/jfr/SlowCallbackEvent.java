package org.asyncio4j.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A callback or a step has taken at least slowCallbackDuration. */
@Name("asyncio4j.SlowCallback")
@Label("Slow Callback")
@Description("A callback or a step has taken at least slowCallbackDuration")
@Category("asyncio4j")
@StackTrace(false)
final class SlowCallbackEvent extends Event {
  @Label("Loop")
  @Nullable String loop;

  @Label("Step")
  @Nullable String step;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  /** For the observer. */
  SlowCallbackEvent() {}
}
