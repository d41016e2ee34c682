/*
 * 4. wait: the finished tasks and the pending ones
 *
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   done:
 *   <Task finished name='Task-…' coro=<a() done> result='A'>
 *   <Task finished name='Task-…' coro=<b() done> result='B'>
 *   pending: set()
 *   'B'
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.Asyncio;

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

    var result = Asyncio.wait(List.of(task1, task2));

    IO.println("done:");
    result.done().forEach(IO::println);
    IO.println("pending: " + repr(result.pending()));
    IO.println(repr(task2.result()));
  });
}
