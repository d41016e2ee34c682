package org.asyncio4j.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Trace files: a line per program, {@code {"name": ..., "trace": [line, ...]}}. */
public final class Corpus {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Corpus() {}

  /**
   * Reads the traces of a file.
   *
   * @param file the file
   * @return the lines of each program, by its name, in the order of the file
   * @throws IOException if the file cannot be read
   */
  public static Map<String, List<String>> read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /**
   * Reads traces from a text.
   *
   * @param text lines of JSON
   * @return the lines of each program, by its name, in the order of the text
   */
  public static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> traces = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .map(MAPPER::readTree)
        .forEach(json -> traces.put(json.path("name").asString(), trace(json)));
    return traces;
  }

  private static List<String> trace(JsonNode json) {
    return json.path("trace").valueStream().map(JsonNode::asString).toList();
  }

  /**
   * Writes what came of a program as a line of a trace file.
   *
   * @param result what came of it; if it was not run, its only line says why
   * @return the line, without its end
   */
  public static String line(Result result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("name", result.name());
    var trace = json.putArray("trace");
    if (result.expressible()) {
      result.trace().forEach(trace::add);
    } else {
      trace.add("not expressible: " + String.join(", ", result.missing()));
    }
    return MAPPER.writeValueAsString(json);
  }

  /**
   * Compares two traces.
   *
   * @param expected CPython's
   * @param actual ours
   * @return the first difference, for people; null if they are equal
   */
  public static @Nullable String difference(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String want = i < expected.size() ? expected.get(i) : "(end of trace)";
      String have = i < actual.size() ? actual.get(i) : "(end of trace)";
      if (!want.equals(have)) {
        return "line " + (i + 1) + "\n  expected " + want + "\n  actual   " + have;
      }
    }
    return null;
  }
}
