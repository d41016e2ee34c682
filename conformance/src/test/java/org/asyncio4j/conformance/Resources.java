package org.asyncio4j.conformance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The recorded corpus, copied into this module. */
final class Resources {
  private Resources() {}

  /** All program files, in order of their names. */
  static List<Path> programs() throws IOException {
    try (Stream<Path> scenarios = Files.list(folder("scenarios"))) {
      Stream<Path> generated = Stream.of(folder("corpus").resolve("generated.programs.jsonl"));
      return Stream.concat(scenarios.sorted(), generated).toList();
    }
  }

  /** CPython's traces, by the programs' names. */
  static Map<String, List<String>> traces() throws IOException {
    Map<String, List<String>> traces = new HashMap<>();
    for (String file : List.of("scenarios.jsonl", "generated.jsonl")) {
      traces.putAll(Corpus.read(folder("corpus").resolve(file)));
    }
    return traces;
  }

  private static Path folder(String name) {
    try {
      return Path.of(Objects.requireNonNull(Resources.class.getResource("/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
