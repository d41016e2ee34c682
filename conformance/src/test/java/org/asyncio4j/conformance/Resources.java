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

/**
 * The recorded corpus, copied into this module, and {@code edges}: programs of this project's own
 * for what the corpus uses seldom or never, with traces by CPython 3.14.2 too.
 */
final class Resources {
  private Resources() {}

  /** All program files. */
  static List<Path> programs() throws IOException {
    try (Stream<Path> scenarios = Files.list(folder("scenarios"))) {
      Stream<Path> others =
          Stream.of(
              folder("corpus").resolve("generated.programs.jsonl"),
              folder("edges").resolve("edges.programs.jsonl"));
      return Stream.concat(scenarios.sorted(), others).toList();
    }
  }

  /** CPython's traces, by the programs' names. */
  static Map<String, List<String>> traces() throws IOException {
    Map<String, List<String>> traces = new HashMap<>();
    traces.putAll(Corpus.read(folder("corpus").resolve("scenarios.jsonl")));
    traces.putAll(Corpus.read(folder("corpus").resolve("generated.jsonl")));
    traces.putAll(Corpus.read(folder("edges").resolve("edges.jsonl")));
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
