/*
 * 13. addDoneCallback: called by the loop when the task is done, here also with an argument bound
 *
 *   Suspending a
 *   Resuming a
 *   Result: A
 *   Result: A, N: 1
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.future.Future;

String a() {
  IO.println("Suspending a");
  sleep(ofSeconds(3));
  IO.println("Resuming a");
  return "A";
}

void callback(Future<String> future) {
  IO.println("Result: " + future.result());
}

void callbackWithN(Future<String> future, int n) {
  IO.println("Result: " + future.result() + ", N: " + n);
}

void main() {
  run(() -> {
    var task = createTask(this::a);
    task.addDoneCallback(this::callback);
    task.addDoneCallback(future -> callbackWithN(future, 1));
    await(task);
  });
}
