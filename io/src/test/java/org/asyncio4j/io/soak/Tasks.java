package org.asyncio4j.io.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopSnapshot;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.loop.EventLoop;

/** Texts about tasks, loops and errors. Any thread. */
final class Tasks {
  private Tasks() {}

  static String trace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** What a loop does, and where its tasks stand. */
  static String state(EventLoop loop) {
    LoopSnapshot now = Debug.snapshot(loop, 200);
    StringBuilder text = new StringBuilder();
    text.append(
        "loop %s: steps=%d turns=%d waiting=%s ready=%d timers=%d blocked=%d current=%s%n"
            .formatted(
                now.name(),
                now.steps(),
                now.turns(),
                now.waiting(),
                now.ready(),
                now.timers(),
                now.blocked(),
                now.current()));
    now.currentStack().forEach(line -> text.append("    at ").append(line).append('\n'));
    for (TaskSnapshot task : now.tasks()) {
      text.append("  %s %s waits for %s%n".formatted(task.name(), task.state(), task.awaits()));
      task.stack().forEach(line -> text.append("    at ").append(line).append('\n'));
    }
    return text.toString();
  }
}
