package org.asyncio4j.engine;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/** One registration of an observer: makes a hook for each loop that it is about. Any thread. */
public final class HookSource {
  private final String name;
  private final Function<EventLoop, @Nullable Hook> maker;
  private final AtomicBoolean reported = new AtomicBoolean();

  /**
   * Makes one.
   *
   * @param name the observer, for messages
   * @param maker called once for each loop, when something happens there; null if it is not to be
   *     told of that loop
   */
  public HookSource(String name, Function<EventLoop, @Nullable Hook> maker) {
    this.name = name;
    this.maker = maker;
  }

  @Nullable Hook make(EventLoop loop) {
    try {
      return maker.apply(loop);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  /** Its code has failed; said once, and nothing else comes of it. */
  void failed(Throwable error) {
    if (reported.compareAndSet(false, true)) {
      Log.later(
          Level.ERROR,
          "The observer "
              + name
              + " has failed with "
              + error
              + "; the program goes on as if it had not, and further errors of this observer are"
              + " not reported: correct its code, or close its registration",
          error);
    }
  }
}
