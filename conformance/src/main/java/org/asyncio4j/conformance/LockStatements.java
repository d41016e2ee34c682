package org.asyncio4j.conformance;

import org.asyncio4j.function.Action;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.BoundedSemaphore;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Coroutine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Locks, events, conditions, semaphores, barriers. Asyncio's waits return True, ours nothing. */
final class LockStatements {
  private LockStatements() {}

  static void addTo(Rules rules) {
    rules.awaited("acquire", LockStatements::acquire);
    rules.deed("release", LockStatements::release);
    rules.loud("locked", LockStatements::locked);
    rules.awaited("event_wait", step -> waiting(step.on(Event.class)::await, true));
    rules.deed("event_set", step -> step.on(Event.class).set());
    rules.deed("event_clear", step -> step.on(Event.class).clear());
    rules.loud("is_set", step -> step.on(Event.class).isSet());
    rules.awaited("cond_wait", step -> waiting(step.on(Condition.class)::await, true));
    rules.awaited("cond_wait_for", LockStatements::awaitFor);
    rules.deed("notify", step -> step.on(Condition.class).signal((int) step.integer("n", 1)));
    rules.deed("notify_all", step -> step.on(Condition.class).signalAll());
    rules.awaited("barrier_wait", LockStatements::awaitBarrier);
    rules.awaited("barrier_reset", step -> waiting(step.on(Barrier.class)::reset, null));
    rules.awaited("barrier_abort", step -> waiting(step.on(Barrier.class)::abort, null));
    rules.loud("n_waiting", step -> step.on(Barrier.class).waiting());
    rules.loud("broken", step -> step.on(Barrier.class).broken());
  }

  /**
   * Makes a declared object.
   *
   * @param declaration its declaration
   * @param variables what was declared before it
   * @return the object
   */
  static Object declare(JsonNode declaration, Variables variables) {
    int value = declaration.path("value").asInt(1);
    return switch (declaration.path("type").asString()) {
      case "Lock" -> new Lock();
      case "Event" -> new Event();
      case "Condition" ->
          declaration.has("lock")
              ? new Condition(variables.declared(declaration.path("lock").asString(), Lock.class))
              : new Condition();
      case "Semaphore" -> new Semaphore(value);
      case "BoundedSemaphore" -> new BoundedSemaphore(value);
      case "Barrier" -> new Barrier(declaration.path("parties").asInt());
      default -> throw new IllegalArgumentException("object of unknown type: " + declaration);
    };
  }

  /** A coroutine object that does something without a result, for which Python has one. */
  static Coroutine<@Nullable Object> waiting(Action wait, @Nullable Object result) {
    return Coroutine.of(
        "wait",
        () -> {
          wait.run();
          return result;
        });
  }

  private static Object acquire(Step step) {
    Object object = step.on(Object.class);
    return waiting(
        switch (object) {
          case Lock lock -> lock::acquire;
          case Semaphore semaphore -> semaphore::acquire;
          case Condition condition -> condition::acquire;
          default -> throw new IllegalArgumentException("acquire of " + object);
        },
        true);
  }

  private static void release(Step step) {
    Object object = step.on(Object.class);
    switch (object) {
      case Lock lock -> lock.release();
      case Semaphore semaphore -> semaphore.release();
      case Condition condition -> condition.release();
      default -> throw new IllegalArgumentException("release of " + object);
    }
  }

  private static boolean locked(Step step) {
    Object object = step.on(Object.class);
    return switch (object) {
      case Lock lock -> lock.locked();
      case Semaphore semaphore -> semaphore.locked();
      case Condition condition -> condition.locked();
      default -> throw new IllegalArgumentException("locked of " + object);
    };
  }

  private static Object awaitFor(Step step) {
    Condition condition = step.on(Condition.class);
    return waiting(() -> condition.awaitFor(step::condition), true);
  }

  private static Object awaitBarrier(Step step) {
    Barrier barrier = step.on(Barrier.class);
    return Coroutine.<@Nullable Object>of("wait", () -> (long) barrier.await());
  }
}
