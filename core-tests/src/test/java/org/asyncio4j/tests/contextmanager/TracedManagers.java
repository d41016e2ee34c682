package org.asyncio4j.tests.contextmanager;

import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;

import java.time.Duration;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.testkit.Trace;

/** Context managers that say in a trace what becomes of them. */
final class TracedManagers {
  private final Trace trace;

  TracedManagers(Trace trace) {
    this.trace = trace;
  }

  ContextManager<String> noting() {
    return ContextManager.of(y -> {
      trace.add("before");
      try {
        y.yield("value");
        trace.add("after");
      } catch (Throwable e) {
        trace.add("caught " + e.getMessage());
        throw e;
      } finally {
        trace.add("finally");
      }
    });
  }

  ContextManager<String> suppressing() {
    return ContextManager.of(y -> {
      try {
        y.yield("value");
      } catch (IllegalArgumentException e) {
        trace.add("suppressed " + e.getMessage());
      }
    });
  }

  ContextManager<String> named(String name) {
    return ContextManager.of(y -> {
      trace.add("+" + name);
      try {
        y.yield(name);
      } finally {
        trace.add("-" + name);
      }
    });
  }

  ContextManager<String> twice() {
    return ContextManager.of(y -> {
      y.yield("first");
      try {
        y.yield("second");
      } finally {
        trace.add("closed");
      }
    });
  }

  static ContextManager<String> twiceAfterAnException() {
    return ContextManager.of(y -> {
      try {
        y.yield("first");
      } catch (IllegalArgumentException e) {
        y.yield("second");
      }
    });
  }

  ContextManager<String> awaiting() {
    return ContextManager.of(y -> {
      sleep(seconds(1));
      trace.add("before");
      try {
        y.yield("value");
      } finally {
        sleep(seconds(1));
        trace.add("after");
      }
    });
  }

  ContextManager<String> slow(Duration before, Duration after) {
    return ContextManager.of(y -> {
      try {
        sleep(before);
      } catch (CancelledError e) {
        trace.add("cancelled before");
        throw e;
      }
      y.yield("value");
      try {
        sleep(after);
      } catch (CancelledError e) {
        trace.add("cancelled after");
        throw e;
      }
    });
  }
}
