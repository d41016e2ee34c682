/*
 * 10. shield, the right way: gather first, cancel the shield after, and stay until a is through
 *
 *   main ends:
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   [CancelledError(''), 'B']
 *   main stays:
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   [CancelledError(''), 'B']
 *   Resuming a
 *
 * A shield keeps a from being cancelled through gather. It does not keep run from ending: run cancels
 * every task that is left when main is done, so a gets to its end only while main stays.
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

void shielded() {
  var task1 = shield(this::a);
  var task2 = createTask(this::b);
  var both = gatherOutcomes(task1, task2);
  task1.cancel();
  IO.println(repr(await(both)));
}

void main() {
  IO.println("main ends:");
  run(this::shielded);

  IO.println("main stays:");
  run(() -> {
    shielded();
    sleep(ofSeconds(3));
  });
}
