package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.programs.DriverProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that Flight Recorder gets while a recording runs. */
class FlightRecordingTest {
  private static final List<String> ALL =
      List.of(
          "LoopTurn",
          "SlowCallback",
          "TaskBlocked",
          "TaskCancelRequested",
          "TaskCreated",
          "TaskDone",
          "TaskRun",
          "TaskSuspended");

  @TempDir private Path folder;

  private List<RecordedEvent> recorded(Consumer<Recording> settings, Action program)
      throws IOException {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      settings.accept(recording);
      recording.start();
      TestLoop.run(program);
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("asyncio4j."))
        .toList();
  }

  private static void everything(Recording recording) {
    for (String name : ALL) {
      recording.enable("asyncio4j." + name).withThreshold(Duration.ZERO);
    }
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("asyncio4j." + name))
        .toList();
  }

  private static RecordedEvent about(List<RecordedEvent> events, String name, String task) {
    return of(events, name).stream()
        .filter(event -> task.equals(event.getString("task")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " of " + task + " in " + events));
  }

  private static void parentAndChild() {
    Task<?> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(9)));
    Asyncio.createTask(
            "parent",
            () -> {
              turn();
              child.cancel("enough");
              Asyncio.wait(List.of(child));
            })
        .await();
  }

  @Test
  void lifeOfATask_isRecorded() throws IOException {
    List<RecordedEvent> events =
        recorded(FlightRecordingTest::everything, FlightRecordingTest::parentAndChild);

    assertThat(about(events, "TaskCreated", "child").getString("creator")).startsWith("Task-");
    assertThat(about(events, "TaskRun", "child").getDuration()).isPositive();
    assertThat(about(events, "TaskSuspended", "child").getString("awaits"))
        .isEqualTo("<sleep until 9.0>");
    assertThat(about(events, "TaskCancelRequested", "child").getString("by")).isEqualTo("parent");
    assertThat(about(events, "TaskCancelRequested", "child").getString("message"))
        .isEqualTo("enough");
    assertThat(about(events, "TaskDone", "child").getString("outcome")).isEqualTo("cancelled");
    assertThat(about(events, "TaskDone", "parent").getString("outcome")).isEqualTo("finished");
  }

  @Test
  void suspension_hasTheStackOfItsAwait() throws IOException {
    List<RecordedEvent> events =
        recorded(FlightRecordingTest::everything, FlightRecordingTest::parentAndChild);

    List<RecordedFrame> frames =
        about(events, "TaskSuspended", "parent").getStackTrace().getFrames();
    assertThat(frames)
        .anyMatch(frame -> frame.getMethod().getType().getName().equals(getClass().getName()));
  }

  @Test
  void failedTask_namesItsException() throws IOException {
    List<RecordedEvent> events =
        recorded(
            FlightRecordingTest::everything,
            () -> {
              Task<?> task =
                  Asyncio.createTask(
                      "fails",
                      (Action)
                          () -> {
                            throw new IllegalStateException("x");
                          });
              Asyncio.wait(List.of(task));
              assertThat(task.exception()).hasMessage("x");
            });

    RecordedEvent done = about(events, "TaskDone", "fails");
    assertThat(done.getString("outcome")).isEqualTo("failed");
    assertThat(done.getString("exception")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void turnsAndSlowSteps_areRecorded() throws IOException {
    List<RecordedEvent> events =
        recorded(
            FlightRecordingTest::everything,
            () -> {
              Asyncio.getRunningLoop().setSlowCallbackDuration(Duration.ofNanos(1));
              Asyncio.createTask("slow", () -> turn()).await();
            });

    assertThat(of(events, "LoopTurn")).anyMatch(turn -> turn.getInt("ready") > 0);
    assertThat(of(events, "SlowCallback"))
        .anyMatch(slow -> slow.getString("step").contains("name='slow'"));
  }

  @Test
  void unlessTheSettingsSaySo_onlyWhatIsLongIsRecorded() throws IOException {
    List<RecordedEvent> events = recorded(_ -> {}, FlightRecordingTest::parentAndChild);

    assertThat(of(events, "TaskCancelRequested")).hasSize(1);
    assertThat(of(events, "TaskCreated")).isEmpty();
    assertThat(of(events, "TaskDone")).isEmpty();
    assertThat(of(events, "LoopTurn")).isEmpty();
  }

  @Test
  void events_standInOneCategory() throws IOException {
    recorded(FlightRecordingTest::everything, FlightRecordingTest::parentAndChild);

    List<EventType> types =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> type.getName().startsWith("asyncio4j."))
            .toList();
    assertThat(types).allMatch(type -> type.getCategoryNames().equals(List.of("asyncio4j")));
    assertThat(types).allMatch(type -> type.getDescription() != null);
    assertThat(types)
        .extracting(EventType::getName)
        .contains("asyncio4j.TaskRun", "asyncio4j.TaskSuspended", "asyncio4j.LoopTurn");
  }

  @Test
  void afterTheRecording_nothingIsObserved() throws IOException {
    recorded(FlightRecordingTest::everything, FlightRecordingTest::parentAndChild);
    Path file = folder.resolve("later.jfr");

    try (Recording recording = new Recording()) {
      TestLoop.run(FlightRecordingTest::parentAndChild);
      recording.start();
      recording.stop();
      recording.dump(file);
    }

    assertThat(RecordingFile.readAllEvents(file))
        .noneMatch(event -> event.getEventType().getName().startsWith("asyncio4j."));
  }

  @Test
  void runtimeWithJavaBaseAlone_runsWithoutEvents() {
    JavaProcess.Result onClassPath =
        JavaProcess.onClassPath()
            .with(Driver.flags())
            .with("--limit-modules=java.base")
            .run(DriverProgram.class);
    JavaProcess.Result onModulePath =
        JavaProcess.onModulePath()
            .with("--limit-modules=java.base,org.asyncio4j.core")
            .run(DriverProgram.class);

    for (JavaProcess.Result result : List.of(onClassPath, onModulePath)) {
      assertThat(result.exit()).as(result.output()).isZero();
      assertThat(result.lines("driver=")).isEqualTo(2);
    }
  }

  @Test
  void recordingFromTheCommandLine_hasTheEventsOfTheFirstLoop() throws IOException {
    Path file = folder.resolve("start.jfr");

    JavaProcess.Result result =
        JavaProcess.onClassPath()
            .with("-XX:StartFlightRecording:filename=" + file + ",+asyncio4j.TaskDone#enabled=true")
            .with(Driver.flags())
            .run(DriverProgram.class);

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(of(RecordingFile.readAllEvents(file), "TaskDone")).isNotEmpty();
  }
}
