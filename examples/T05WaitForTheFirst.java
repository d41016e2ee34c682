/*
 * 5. wait for the first to complete, or for the first to fail
 *
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   done:
 *   <Task finished name='Task-…' coro=<b() done> result='B'>
 *   pending:
 *   <Task pending name='Task-…' coro=<a() running at …> wait_for=<Future pending cb=[…]>>
 *   Suspending a
 *   done:
 *   <Task finished name='Task-…' coro=<fail() done> exception=IllegalStateException('no luck')>
 *   pending:
 *   <Task pending name='Task-…' coro=<a() running at …> wait_for=<Future pending cb=[…]>>
 *
 * Nobody awaits what is still pending: run cancels it at its end, so "Resuming a" is never printed.
 * The default, ALL_COMPLETED, is program 4.
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.ReturnWhen;

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

String fail() {
  sleep(Duration.ZERO);
  throw new IllegalStateException("no luck");
}

void show(ReturnWhen when, Awaitable<String> second) {
  var result = Asyncio.wait(List.of(createTask(this::a), createTask(second)), when);
  IO.println("done:");
  result.done().forEach(IO::println);
  IO.println("pending:");
  result.pending().forEach(IO::println);
}

void main() {
  run(() -> show(FIRST_COMPLETED, this::b));
  run(() -> show(FIRST_EXCEPTION, this::fail));
}
