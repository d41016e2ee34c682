package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.timeline.Recorded.seconds;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.asyncio4j.Asyncio;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The trace-event format, read back with a JSON library. */
class TraceEventsTest {
  private final JsonNode file =
      new ObjectMapper()
          .readTree(
              TraceEvents.of(
                  Recorded.of(() -> {
                    Task<String> a =
                        Asyncio.createTask(
                            "\"a\" \\ \n \u0001 ü 😀", () -> Asyncio.sleep(seconds(2), "A"));
                    Task<?> b = Asyncio.createTask("b", () -> Asyncio.sleep(seconds(9)));
                    Asyncio.sleep(seconds(1));
                    b.cancel("enough");
                    Asyncio.wait(List.of(a, b));
                  })));

  private List<JsonNode> events(String phase) {
    return StreamSupport.stream(file.get("traceEvents").spliterator(), false)
        .filter(event -> event.get("ph").asString().equals(phase))
        .toList();
  }

  private JsonNode named(String phase, String name) {
    return events(phase).stream()
        .filter(event -> event.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + events(phase)));
  }

  @Test
  void everyEvent_hasWhatTheFormatWants() {
    for (JsonNode event : file.get("traceEvents")) {
      assertThat(event.get("pid").isInt()).isTrue();
      assertThat(event.get("tid").isInt()).isTrue();
      assertThat(event.get("name").isString()).isTrue();
      if (!event.get("ph").asString().equals("M")) {
        assertThat(event.get("ts").isNumber()).isTrue();
      }
    }
    Set<String> phases = new TreeSet<>();
    file.get("traceEvents").forEach(event -> phases.add(event.get("ph").asString()));
    assertThat(phases).containsExactly("M", "X", "f", "i", "s");
  }

  @Test
  void tasks_areNamedThreads() {
    List<String> names =
        events("M").stream()
            .filter(event -> event.get("name").asString().equals("thread_name"))
            .map(event -> event.get("args").get("name").asString())
            .toList();

    assertThat(names).hasSize(3).anyMatch(name -> name.startsWith("\"a\" \\ \n \u0001 ü 😀  "));
  }

  @Test
  void sleep_lastsItsTimeInMicroseconds() {
    List<Double> waits =
        events("X").stream()
            .filter(event -> event.get("name").asString().equals("await sleep"))
            .map(event -> event.get("dur").asDouble())
            .toList();

    assertThat(waits).containsExactly(1e6, 2e6, 1e6);
  }

  @Test
  void cancellation_isAnInstantWithItsMessage() {
    assertThat(named("i", "cancel requested").get("args").get("message").asString())
        .isEqualTo("enough");
    assertThat(named("i", "cancelled").get("args").get("outcome").asString())
        .isEqualTo("CancelledError('enough')");
    assertThat(named("i", "done").get("s").asString()).isEqualTo("t");
  }

  @Test
  void arrows_haveTwoEndsWithOneNumber() {
    List<Integer> starts = events("s").stream().map(e -> e.get("id").asInt()).toList();
    List<Integer> ends = events("f").stream().map(e -> e.get("id").asInt()).toList();

    assertThat(starts).isNotEmpty().doesNotHaveDuplicates().isEqualTo(ends);
  }
}
