/*
 * 11. A context manager around a run: yields the result, then says what it cost
 *
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   Result: ['A', 'B']
 *   Cost: 3.0
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.Runner;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.function.Awaitable;

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

List<String> both() {
  return await(gather(this::a, this::b));
}

<T> ContextManager<T> timed(Awaitable<T> coroutine) {
  return ContextManager.of(y -> {
    try (var runner = new Runner()) {
      var start = runner.loop().time();
      y.yield(runner.run(coroutine));
      var cost = runner.loop().time().minus(start);
      IO.println("Cost: " + cost.toMillis() / 1e3);
    }
  });
}

void main() {
  try (var timed = timed(this::both).open()) {
    IO.println("Result: " + repr(timed.value()));
  }
}
