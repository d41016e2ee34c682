package org.asyncio4j.cli.repl;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The texts of cells and loaded files, by the name that their frames bear. Any thread. */
final class Sources {
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

  void put(String name, String text) {
    texts.put(name, text.lines().toList());
  }

  boolean has(@Nullable String name) {
    return name != null && texts.containsKey(name);
  }

  /**
   * Returns a line.
   *
   * @param name the name of the text
   * @param line its number, from 1
   * @return the line without white space around it; empty if there is none
   */
  String line(String name, int line) {
    List<String> lines = texts.getOrDefault(name, List.of());
    return line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
  }
}
