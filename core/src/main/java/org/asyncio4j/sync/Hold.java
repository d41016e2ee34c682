package org.asyncio4j.sync;

import org.asyncio4j.context.ContextManager;
import org.jspecify.annotations.Nullable;

/** Something acquired, until it is closed. */
final class Hold implements ContextManager.Held<@Nullable Void> {
  /** Null once released. */
  private @Nullable Acquirable held;

  Hold(Acquirable held) {
    this.held = held;
  }

  @Override
  public @Nullable Void value() {
    return null;
  }

  @Override
  public boolean exit(@Nullable Throwable exception) {
    Acquirable mine = held;
    held = null;
    if (mine == null) {
      return false;
    }
    if (exception == null) {
      mine.release();
    } else {
      mine.releaseAfter(exception);
    }
    return false;
  }

  @Override
  public String toString() {
    Acquirable mine = held;
    return mine == null ? "<Held [released]>" : "<Held " + mine + ">";
  }
}
