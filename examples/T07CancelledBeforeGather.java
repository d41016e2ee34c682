/*
 * 7. A task cancelled before gather: gather raises CancelledError
 *
 *   True
 *   Suspending b
 *   gather raised CancelledError
 *
 * The body of a never runs. b has started; run cancels it at its end.
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.error.CancelledError;

String a() {
  IO.println("Suspending a");
  sleep(ofSeconds(3));
  IO.println("Resuming a");
  return "A";
}

String b() {
  IO.println("Suspending b");
  sleep(ofSeconds(1));
  IO.println("Resuming b");
  return "B";
}

void main() {
  run(() -> {
    var task1 = createTask(this::a);
    var task2 = createTask(this::b);
    IO.println(repr(task1.cancel()));
    try {
      await(gather(task1, task2));
    } catch (CancelledError e) {
      IO.println("gather raised " + e.getClass().getSimpleName());
    }
  });
}
