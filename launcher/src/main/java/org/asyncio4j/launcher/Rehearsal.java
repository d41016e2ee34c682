package org.asyncio4j.launcher;

import static org.asyncio4j.Asyncio.*;

import java.time.Duration;
import java.util.List;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;

/** Does what programs do, so that the JVM which watches it can keep the classes for them. */
public final class Rehearsal {
  private Rehearsal() {}

  /** Entry. */
  public static void main(String[] args) {
    run(Rehearsal::program);
  }

  private static void program() {
    Task<String> slow = createTask("slow", () -> answer(2));
    List<String> both = await(gather(() -> answer(1), slow));
    Queue<String> queue = new Queue<>();
    Lock lock = new Lock();
    taskGroup(group -> {
      group.createTask(() -> with(lock, () -> queue.put("item")));
      group.createTask(() -> System.out.println(queue.get()));
    });
    timeout(Duration.ofSeconds(1), () -> sleep(Duration.ZERO));
    Task<String> never = createTask(() -> answer(60_000));
    sleep(Duration.ZERO);
    never.cancel();
    System.out.println(both + " " + repr(await(gatherOutcomes(List.of(never)))));
  }

  private static String answer(long millis) {
    sleep(Duration.ofMillis(millis));
    return "after " + millis + " ms";
  }
}
