package org.asyncio4j.conformance;

import org.asyncio4j.queue.LifoQueue;
import org.asyncio4j.queue.PriorityQueue;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.task.Coroutine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Queues. */
final class QueueStatements {
  private QueueStatements() {}

  static void addTo(Rules rules) {
    rules.awaited("get", QueueStatements::get);
    rules.awaited("put", QueueStatements::put);
    rules.awaited("join", step -> LockStatements.waiting(queue(step)::join, null));
    rules.loud("get_nowait", step -> queue(step).getNowait());
    rules.deed("put_nowait", step -> queue(step).putNowait(step.value("value")));
    rules.deed("task_done", step -> queue(step).taskDone());
    rules.deed("shutdown", QueueStatements::shutdown);
    rules.loud("qsize", step -> queue(step).qsize());
    rules.loud("empty", step -> queue(step).empty());
    rules.loud("full", step -> queue(step).full());
  }

  /**
   * Makes a declared queue.
   *
   * @param declaration its declaration
   * @return the queue
   */
  static Object declare(JsonNode declaration) {
    int maxsize = declaration.path("maxsize").asInt(0);
    return switch (declaration.path("type").asString()) {
      case "Queue" -> new Queue<@Nullable Object>(maxsize);
      case "LifoQueue" -> new LifoQueue<@Nullable Object>(maxsize);
      case "PriorityQueue" -> new PriorityQueue<@Nullable Object>(maxsize);
      default -> throw new IllegalArgumentException("object of unknown type: " + declaration);
    };
  }

  @SuppressWarnings("unchecked") // all are made above
  private static Queue<@Nullable Object> queue(Step step) {
    return (Queue<@Nullable Object>) step.on(Queue.class);
  }

  private static Object get(Step step) {
    Queue<@Nullable Object> queue = queue(step);
    return Coroutine.<@Nullable Object>of("get", queue::get);
  }

  private static Object put(Step step) {
    Queue<@Nullable Object> queue = queue(step);
    @Nullable Object value = step.value("value");
    return LockStatements.waiting(() -> queue.put(value), null);
  }

  private static void shutdown(Step step) {
    if (step.node().path("immediate").asBoolean(false)) {
      queue(step).shutdownNow();
    } else {
      queue(step).shutdown();
    }
  }
}
