package org.asyncio4j.agent.inside;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.asyncio4j.debug.CallGraph;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopSnapshot;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/** Answers for one copy of the library. Any thread, while the loops run or are held. */
public final class Answers implements UnaryOperator<String> {
  private static final int ALL = Integer.MAX_VALUE;

  /** For the agent. */
  public Answers() {}

  /**
   * Answers a request.
   *
   * <pre>
   *   ps                 all loops and tasks
   *   loops              the loops without their tasks
   *   names              loops by name, of each task id, name and state
   *   where LOOP ID      one task, with its call graph
   *   cancel LOOP ID     cancels a task, and says what came of it
   * </pre>
   *
   * @param request the request
   * @return a JSON object
   */
  @Override
  public String apply(String request) {
    String[] words = request.split(" ", -1);
    return Json.object(json -> {
      json.field("version", version());
      json.field("loader", loader());
      switch (words[0]) {
        case "ps" -> json.list("loops", Debug.loops(), Answers::loop);
        case "loops" ->
            json.list(
                "loops", Debug.loops(), (each, loop) -> loopFields(each, Debug.snapshot(loop, 0)));
        case "names" -> json.list("loops", Debug.loops(), Answers::names);
        case "where" -> ofTask(json, words[1], Long.parseLong(words[2]), Answers::graph);
        case "cancel" -> ofTask(json, words[1], Long.parseLong(words[2]), Cancellation::ofTask);
        default -> json.field("error", "there is no request '" + words[0] + "'");
      }
    });
  }

  private static String version() {
    var descriptor = EventLoop.class.getModule().getDescriptor();
    String version =
        descriptor != null
            ? descriptor.rawVersion().orElse(null)
            : EventLoop.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(unpackaged)");
  }

  private static String loader() {
    ClassLoader loader = EventLoop.class.getClassLoader();
    return loader == null ? "boot" : loader.toString();
  }

  private static void loop(Json json, EventLoop loop) {
    Map<Long, Task<?>> tasks = new HashMap<>();
    for (Task<?> task : ((TaskLoop) loop).readTasks(ALL)) {
      tasks.put(task.id(), task);
    }
    LoopSnapshot now = Debug.snapshot(loop);
    loopFields(json, now);
    json.list("tasks", now.tasks(), (each, task) -> task(each, task, tasks.get(task.id())));
  }

  private static void loopFields(Json json, LoopSnapshot loop) {
    json.field("name", loop.name());
    json.field("driver", loop.driver());
    json.field("running", loop.running());
    json.field("waiting", loop.waiting());
    json.field("debug", loop.debug());
    json.field("time", loop.time());
    json.field("steps", loop.steps());
    json.field("turns", loop.turns());
    json.field("ready", loop.ready());
    json.field("timers", loop.timers());
    json.field("blocked", loop.blocked());
    holder(json, loop);
  }

  /** What holds the loop, and where. */
  static void holder(Json json, LoopSnapshot loop) {
    json.field("current", loop.current());
    json.list("currentStack", loop.currentStack(), Answers::frame);
  }

  private static String nameOf(EventLoop loop) {
    return Debug.snapshot(loop, 0).name();
  }

  private static void names(Json json, EventLoop loop) {
    TaskLoop own = (TaskLoop) loop;
    json.field("name", nameOf(loop));
    json.list(
        "tasks",
        own.readTasks(ALL).stream().filter(task -> !task.done()).toList(),
        (each, task) -> {
          each.field("id", task.id());
          each.field("name", task.name());
          each.field("state", task.state().name());
        });
  }

  private static void task(Json json, TaskSnapshot task, @Nullable Task<?> live) {
    json.field("id", task.id());
    json.field("name", task.name());
    json.field("state", task.state().name());
    json.field("cancelling", task.cancelling());
    json.field("awaits", task.awaits());
    json.list("heldBy", live == null ? List.of() : holders(live), Answers::reference);
    json.field("deadline", task.deadline());
    json.list(
        "awaitedBy",
        task.awaitedBy(),
        (each, awaiter) -> {
          each.field("id", awaiter.id());
          each.field("name", awaiter.name());
        });
    json.field("age", task.age());
    json.object("createdAt", task.createdAt(), Answers::frame);
    json.list("stack", task.stack(), Answers::frame);
  }

  private static void reference(Json json, Task<?> task) {
    json.field("id", task.id());
    json.field("name", task.name());
  }

  private static void frame(Json json, StackTraceElement frame) {
    json.field("type", frame.getClassName());
    json.field("method", frame.getMethodName());
    json.field("file", frame.getFileName());
    json.field("line", frame.getLineNumber());
  }

  /** The tasks whose going on would end the wait: a lock has an owner, a group its members. */
  private static Set<Task<?>> holders(Task<?> task) {
    Future<?> awaited = task.waitingFor();
    Set<Task<?>> holders = new LinkedHashSet<>();
    if (awaited instanceof Waiter<?> waiter) {
      for (Future<?> holder : heldBy(waiter.what())) {
        if (holder instanceof Task<?> other) {
          holders.add(other);
        }
      }
    }
    return holders;
  }

  private static Iterable<? extends Future<?>> heldBy(WaitedFor what) {
    try {
      return List.copyOf(what.heldBy());
    } catch (RuntimeException e) {
      return List.of(); // read while the loop changes it
    }
  }

  // ---------------------------------------------------------------- one task

  /** What is asked of a task. */
  interface OfTask {
    void write(Json json, TaskLoop loop, Task<?> task);
  }

  private static void ofTask(Json json, String loopName, long id, OfTask use) {
    for (EventLoop loop : Debug.loops()) {
      TaskLoop own = (TaskLoop) loop;
      if (nameOf(loop).equals(loopName)) {
        for (Task<?> task : own.readTasks(ALL)) {
          if (task.id() == id && !task.done()) {
            use.write(json, own, task);
            return;
          }
        }
      }
    }
    json.field("outcome", "gone");
  }

  private static void graph(Json json, TaskLoop loop, Task<?> task) {
    json.field("outcome", "found");
    json.field("graph", CallGraph.formatCallGraph(task));
    now(json, task);
  }

  /** Where a task stands now; null if it has ended. Reads no other stack. */
  static void now(Json json, Task<?> task) {
    json.object("task", Debug.snapshot(task), (fields, found) -> task(fields, found, task));
  }
}
