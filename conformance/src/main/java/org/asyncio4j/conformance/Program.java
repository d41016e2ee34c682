package org.asyncio4j.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of the format.
 *
 * @param name its name
 * @param json all of it
 */
public record Program(String name, JsonNode json) {
  /** The parts of a program that consist of named bodies. */
  static final List<String> SECTIONS = List.of("coroutines", "generators", "managers", "callbacks");

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * Reads the programs of a file.
   *
   * @param file a {@code .jsonl} file, or a {@code .json} file with one program or a list
   * @return the programs, in the order of the file
   * @throws IOException if the file cannot be read
   */
  public static List<Program> read(Path file) throws IOException {
    return parse(Files.readString(file), file.toString().endsWith(".jsonl"));
  }

  /**
   * Reads programs from a text.
   *
   * @param text the text
   * @param lines whether each line is a program; else the text is one program or a list
   * @return the programs, in the order of the text
   */
  public static List<Program> parse(String text, boolean lines) {
    List<Program> programs = new ArrayList<>();
    if (lines) {
      text.lines().filter(line -> !line.isBlank()).map(MAPPER::readTree).forEach(add(programs));
    } else {
      JsonNode json = MAPPER.readTree(text);
      if (json.isArray()) {
        json.forEach(add(programs));
      } else {
        add(programs).accept(json);
      }
    }
    return programs;
  }

  private static Consumer<JsonNode> add(List<Program> programs) {
    return json -> programs.add(new Program(json.path("name").asString(), json));
  }

  /**
   * Returns the body of a coroutine, generator, manager or callback.
   *
   * @param section which of these
   * @param name its name
   * @return its statements
   */
  JsonNode body(String section, String name) {
    return json.path(section).path(name);
  }
}
