/*
 * 14. callSoon, callLater, callAt: callbacks on the loop, one of them sets a future
 *
 *   Done: False
 *   Set to: the result
 *   Hello
 *   Greeting
 *   Done: True, Result: the result
 *   Done: False
 *   Hello
 *   Greeting
 *   Set to: the result
 *   Done: True, Result: the result
 *   Done: False
 *   Hello
 *   Greeting
 *   Set to: the result
 *   Done: True, Result: the result
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.future.Future;

void set(Future<String> future, String result) {
  IO.println("Set to: " + result);
  future.setResult(result);
}

void show(Future<String> future) {
  IO.println("Done: " + repr(future.done()) + ", Result: " + future.result());
}

void soon() {
  var loop = getRunningLoop();
  Future<String> future = loop.createFuture();
  loop.callSoon(() -> set(future, "the result"));
  loop.callSoon(() -> IO.println("Hello"));
  loop.callSoon(() -> IO.println("Greeting"));
  IO.println("Done: " + repr(future.done()));
  sleep(Duration.ZERO);
  show(future);
}

void later() {
  var loop = getRunningLoop();
  Future<String> future = loop.createFuture();
  loop.callLater(ofSeconds(2), () -> set(future, "the result"));
  loop.callLater(ofSeconds(1), () -> IO.println("Hello"));
  loop.callLater(ofSeconds(1), () -> IO.println("Greeting"));
  IO.println("Done: " + repr(future.done()));
  await(future);
  show(future);
}

void at() {
  var loop = getRunningLoop();
  Future<String> future = loop.createFuture();
  var now = loop.time();
  loop.callAt(now.plusSeconds(2), () -> set(future, "the result"));
  loop.callAt(now.plusSeconds(1), () -> IO.println("Hello"));
  loop.callAt(now.plusSeconds(1), () -> IO.println("Greeting"));
  IO.println("Done: " + repr(future.done()));
  await(future);
  show(future);
}

void main() {
  run(this::soon);
  run(this::later);
  run(this::at);
}
