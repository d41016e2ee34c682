/*
 * 15. runInExecutor: a blocking function on a thread, beside a coroutine
 *
 *   ['A', 'B']
 *   Cost: 1.0
 *   ['A', 'B']
 *   Cost: 1.0
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

String a() throws InterruptedException {
  Thread.sleep(ofSeconds(1)); // blocks its thread
  return "A";
}

String b() {
  sleep(ofSeconds(1));
  return "B";
}

void both(Executor executor) {
  var loop = getRunningLoop();
  var start = loop.time();
  IO.println(repr(await(gather(loop.runInExecutor(executor, this::a), this::b))));
  var cost = loop.time().minus(start);
  IO.println("Cost: " + cost.toMillis() / 1e3);
}

void main() {
  run(() -> both(null)); // null: the loop's own executor
  try (var executor = Executors.newFixedThreadPool(2)) {
    run(() -> both(executor));
  }
}
