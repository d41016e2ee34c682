/*
 * 2. Eight ways to run two coroutines, and what each costs
 *
 *   call a, then b
 *   Suspending a
 *   Resuming a
 *   Suspending b
 *   Resuming b
 *   Cost: 4.0
 *   await a new task of a, then await a new task of b
 *   Suspending a
 *   Resuming a
 *   Suspending b
 *   Resuming b
 *   Cost: 4.0
 *   gather
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 *   wait
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 *   create both tasks, then await both
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 *   create a task of b, call a, await the task
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 *   the same with ensureFuture
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 *   the same with the loop's createTask
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Cost: 3.0
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;

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

void awaitedAtOnce() {
  await(createTask(this::a));
  await(createTask(this::b));
}

void bothTasks() {
  var task1 = createTask(this::a);
  var task2 = createTask(this::b);
  await(task1);
  await(task2);
}

void oneTask() {
  var task = createTask(this::b);
  a();
  await(task);
}

void ensured() {
  var future = ensureFuture(this::b);
  a();
  await(future);
}

void onTheLoop() {
  var task = getEventLoop().createTask(this::b);
  a();
  await(task);
}

void cost(String way, Action coroutine) {
  IO.println(way);
  run(() -> {
    var start = getRunningLoop().time();
    coroutine.run();
    var cost = getRunningLoop().time().minus(start);
    IO.println("Cost: " + cost.toMillis() / 1e3);
  });
}

void main() {
  cost(
      "call a, then b",
      () -> {
        a();
        b();
      });
  cost("await a new task of a, then await a new task of b", this::awaitedAtOnce);
  cost("gather", () -> await(gather(this::a, this::b)));
  cost("wait", () -> Asyncio.wait(List.of(this::a, this::b)));
  cost("create both tasks, then await both", this::bothTasks);
  cost("create a task of b, call a, await the task", this::oneTask);
  cost("the same with ensureFuture", this::ensured);
  cost("the same with the loop's createTask", this::onTheLoop);
}
