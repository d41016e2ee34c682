/*
 * 3. gather: results in the order of the arguments, not of completion
 *
 *   Suspending a
 *   Suspending b
 *   Resuming b
 *   Resuming a
 *   ['A', 'B']
 *   one 2
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.task.Tuple2;

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
    IO.println(repr(await(gather(this::a, this::b))));

    // gather2 to gather5 keep each result's type, and bind names to them at once
    if (await(gather2(() -> "one", () -> 2)) instanceof Tuple2(String word, Integer number)) {
      IO.println(word + " " + number);
    }
  });
}
