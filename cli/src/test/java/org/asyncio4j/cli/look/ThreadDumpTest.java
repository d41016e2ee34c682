package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** Reading the JDK's thread dump; the dumps here are cut down from real ones. */
class ThreadDumpTest {
  private static String thread(String name, boolean virtual, String state, String... stack) {
    return """
    {"tid": "29", "time": "x", "name": "%s", %s "state": "%s", "stack": ["%s"]}\
    """
        .formatted(name, virtual ? "\"virtual\": true," : "", state, String.join("\", \"", stack));
  }

  private static Listing parse(String... threads) throws LookException {
    return ThreadDump.parse(
        4711,
        """
        {"threadDump": {"processId": 4711, "threadContainers": [
          {"container": "<root>", "parent": null, "threads": [%s]}]}}
        """
            .formatted(String.join(",", threads)));
  }

  @Test
  void suspendedTask_hasItsNameAndTheLinesOfTheProgram() throws LookException {
    var listing =
        parse(
            thread(
                "left",
                true,
                "RUNNABLE",
                "java.base/java.lang.VirtualThread.tryYield(VirtualThread.java:945)",
                "org.asyncio4j.core/org.asyncio4j.fiber.ScheduledDriver$ScheduledFiber.suspend(ScheduledDriver.java:114)",
                "org.asyncio4j.core/org.asyncio4j.task.Task.leave(Task.java:415)",
                "my.app@1.0/my.Dead.lambda$take$0(Dead.java:4)",
                "my.Dead.take(Dead.java:5)",
                "org.asyncio4j.task.Task.start(Task.java:175)"));

    TaskView task = listing.views().getFirst().tasks().getFirst();
    assertThat(task.name()).isEqualTo("left");
    assertThat(task.state()).isEqualTo("SUSPENDED");
    assertThat(task.stack())
        .containsExactly(
            new FrameView("my.Dead", "lambda$take$0", "Dead.java", 4),
            new FrameView("my.Dead", "take", "Dead.java", 5));
    assertThat(listing.source()).isEqualTo("thread dump");
  }

  @Test
  void runningAndBlockedTasks_areToldApart() throws LookException {
    var tasks =
        parse(
                thread(
                    "",
                    true,
                    "RUNNABLE",
                    "Spin.spin(Spin.java:4)",
                    "org.asyncio4j.task.Task.start(Task.java:1)"),
                thread(
                    "b",
                    true,
                    "BLOCKED",
                    "Spin.lock(Spin.java:5)",
                    "org.asyncio4j.task.Task.start(Task.java:1)"))
            .views()
            .getFirst()
            .tasks();

    assertThat(tasks).extracting(TaskView::state).containsExactly("RUNNING", "BLOCKED");
    assertThat(tasks.getFirst().name()).isEqualTo("(in its first step)");
  }

  @Test
  void threadsThatAreNoTasks_areLeftOut() throws LookException {
    var listing =
        parse(
            thread(
                "asyncio-loop-1", false, "WAITING", "org.asyncio4j.engine.Turn.pause(Turn.java:1)"),
            thread(
                "",
                true,
                "RUNNABLE",
                "org.asyncio4j.engine.HandleRunner.run(HandleRunner.java:41)"));

    assertThat(listing.views().getFirst().tasks()).isEmpty();
  }

  @Test
  void programWithoutTheLibrary_isNamed() {
    assertThatExceptionOfType(LookException.class)
        .isThrownBy(() -> parse(thread("main", false, "RUNNABLE", "Plain.main(Plain.java:1)")))
        .withMessage("process 4711 does not use asyncio4j, or has not made a loop yet");
  }
}
