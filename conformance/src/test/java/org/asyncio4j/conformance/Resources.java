package org.asyncio4j.conformance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final String PROGRAMS = ".programs.jsonl";

  private Resources() {}

  /** All program files. */
  static List<Path> programs() throws IOException {
    List<Path> programs = new ArrayList<>(files("scenarios", ".json"));
    programs.add(folder("corpus").resolve("generated.programs.jsonl"));
    programs.addAll(files("edges", PROGRAMS));
    return programs;
  }

  private static List<Path> files(String folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder(folder))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  /** CPython's traces, by the programs' names. */
  static Map<String, List<String>> traces() throws IOException {
    Map<String, List<String>> traces = new HashMap<>();
    traces.putAll(Corpus.read(folder("corpus").resolve("scenarios.jsonl")));
    traces.putAll(Corpus.read(folder("corpus").resolve("generated.jsonl")));
    for (Path programs : files("edges", PROGRAMS)) {
      String name = programs.getFileName().toString();
      String subject = name.substring(0, name.length() - PROGRAMS.length());
      traces.putAll(Corpus.read(programs.resolveSibling(subject + ".jsonl")));
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
