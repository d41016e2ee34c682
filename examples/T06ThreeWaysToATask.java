/*
 * 6. Three ways to create a task: createTask, the loop's createTask, ensureFuture
 *
 *   createTask(c) makes a Task
 *   getRunningLoop().createTask(c) makes a Task
 *   ensureFuture(c) makes a Task
 *   ensureFuture(future) is the same object: True
 *   ensureFuture(any other awaitable) makes a Task
 *   a Task is a Future: True
 *   ['C', 'C', 'C', 'later']
 */
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;

String c() {
  return "C";
}

/** An awaitable of your own. */
record Later(String value) implements Awaitable<String> {
  @Override
  public String await() {
    return sleep(Duration.ZERO, value);
  }
}

void show(String what, Object made) {
  IO.println(what + " makes a " + made.getClass().getSimpleName());
}

void main() {
  run(() -> {
    var task1 = createTask(this::c);
    show("createTask(c)", task1);
    var task2 = getRunningLoop().createTask(this::c);
    show("getRunningLoop().createTask(c)", task2);
    var task3 = ensureFuture(this::c); // what gather and wait do with their arguments
    show("ensureFuture(c)", task3);

    Future<String> future = getRunningLoop().createFuture();
    IO.println("ensureFuture(future) is the same object: " + repr(ensureFuture(future) == future));
    var task4 = ensureFuture(new Later("later"));
    show("ensureFuture(any other awaitable)", task4);

    Object task = task1;
    IO.println("a Task is a Future: " + repr(task instanceof Future));
    IO.println(repr(await(gather(task1, task2, task3, task4))));
  });
}
