package org.asyncio4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the tour: one compiled file of {@code examples/}.
 *
 * @param number its place in the tour, from 1
 * @param name its class, and its file without {@code .java}
 * @param seconds how long it sleeps; the rest of what it does takes some milliseconds
 * @param title what it shows
 */
record TourProgram(int number, String name, int seconds, String title) {
  private static final String INDEX = "tour.txt";

  /**
   * Reads the index of the tour, which lies beside the programs on the class path.
   *
   * @return the programs in order; empty if they are not on the class path
   */
  static List<TourProgram> all() {
    List<TourProgram> programs = new ArrayList<>();
    InputStream index = ClassLoader.getSystemResourceAsStream(INDEX);
    if (index == null) {
      return programs;
    }
    try (var lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
      for (String line : lines.readAllLines()) {
        if (!line.startsWith("#")) {
          programs.add(parse(programs.size() + 1, line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(INDEX + " cannot be read", e);
    }
    return programs;
  }

  private static TourProgram parse(int number, String line) {
    String[] parts = line.split(" ", 3);
    return new TourProgram(number, parts[0], Integer.parseInt(parts[1]), parts[2]);
  }

  /**
   * Calls its {@code void main()}.
   *
   * @throws Throwable what the program throws
   */
  void run() throws Throwable {
    Class<?> type = Class.forName(name, true, ClassLoader.getSystemClassLoader());
    // a compact source file: neither its class nor its main is public
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main = type.getDeclaredMethod("main");
    main.setAccessible(true);
    try {
      main.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
