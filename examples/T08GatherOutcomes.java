/*
 * 8. The same with outcomes (return_exceptions): the cancellation is one of the results
 *
 *   Suspending b
 *   Resuming b
 *   [CancelledError(''), 'B']
 *
 * The body of a never runs.
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

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
    task1.cancel();
    IO.println(repr(await(gatherOutcomes(task1, task2))));
  });
}
