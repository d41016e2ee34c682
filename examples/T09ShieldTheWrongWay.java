/*
 * 9. shield, the wrong way: cancelled before gather, it protects nothing for long
 *
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   [CancelledError(''), 'B']
 *
 * The shield is cancelled, a goes on. But main ends after 1 s and run cancels a: "Resuming a" is never
 * printed.
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
    var task1 = shield(this::a);
    var task2 = createTask(this::b);
    task1.cancel();
    IO.println(repr(await(gatherOutcomes(task1, task2))));
  });
}
