/*
 * 16. runCoroutineThreadsafe: a loop in a thread of its own, and a coroutine handed in from outside
 *
 *   Result: A
 */
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.asyncio4j.Asyncio.*;

import org.asyncio4j.loop.EventLoop;

String a() {
  sleep(ofSeconds(1));
  return "A";
}

void serve(EventLoop loop) {
  loop.runForever();
  loop.close();
}

void main() throws Exception {
  var loop = newEventLoop();
  var thread = Thread.ofPlatform().start(() -> serve(loop));

  var future = runCoroutineThreadsafe(this::a, loop);
  IO.println("Result: " + future.get(2, SECONDS));

  loop.callSoonThreadsafe(loop::stop);
  thread.join();
}
