package org.asyncio4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code tour.txt} and what the comment on top of its file promises.
 *
 * @param number its place in the tour, from 1
 * @param name its class and file
 * @param seconds how long it says it takes
 * @param title what it shows
 * @param comment the lines of the comment, without their stars
 */
record Program(int number, String name, int seconds, String title, List<String> comment) {
  private static final String OUTPUT =
      "  "; // what is indented in the comment is output, or how to run it

  /** Reads the tour from the sources. */
  static List<Program> all() {
    List<String> index =
        lines(Path.of("tour.txt")).stream().filter(l -> !l.startsWith("#")).toList();
    return java.util.stream.IntStream.range(0, index.size())
        .mapToObj(i -> read(i + 1, index.get(i)))
        .toList();
  }

  private static Program read(int number, String line) {
    String[] parts = line.split(" ", 3);
    return new Program(number, parts[0], Integer.parseInt(parts[1]), parts[2], commentOf(parts[0]));
  }

  /** Reads a program that is not in the tour; it has no number and no time of its own. */
  static Program outsideTheTour(String name) {
    return new Program(0, name, 0, name, commentOf(name));
  }

  private static List<String> commentOf(String name) {
    return lines(Path.of(name + ".java")).stream()
        .skip(1)
        .takeWhile(l -> !l.equals(" */"))
        .map(l -> l.substring(Math.min(3, l.length())))
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The output that the comment shows; {@code …} stands for what differs from run to run. */
  List<String> shownOutput() {
    return comment.stream()
        .filter(l -> l.startsWith(OUTPUT) && !l.contains("./asyncio run "))
        .map(l -> l.substring(OUTPUT.length()))
        .toList();
  }

  /** Runs it on this thread and returns the lines that it printed. */
  List<String> output(String... arguments) throws ReflectiveOperationException {
    return Output.of(Class.forName(name), arguments);
  }

  /** Tells whether a printed line is what a shown line stands for. */
  static boolean matches(String printed, String shown) {
    return Pattern.matches("\\Q" + shown.replace("…", "\\E.+\\Q") + "\\E", printed);
  }

  @Override
  public String toString() {
    return name;
  }
}
