/*
 * 1. Yielding once: sleep(0) lets the other task run
 *
 *   Suspending a
 *   In b
 *   Resuming a
 */
import static org.asyncio4j.Asyncio.*;

void a() {
  IO.println("Suspending a");
  sleep(Duration.ZERO);
  IO.println("Resuming a");
}

void b() {
  IO.println("In b");
}

void main() {
  run(() -> await(gather(action(this::a), action(this::b))));
}
