package org.asyncio4j.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Runs compact source files in this process. */
final class Output {
  private Output() {}

  /**
   * Runs a program's {@code main} on this thread.
   *
   * @param type its class
   * @param arguments its arguments, if its main takes some
   * @return the lines that it printed
   */
  static List<String> of(Class<?> type, String... arguments) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main =
        Arrays.stream(type.getDeclaredMethods())
            .filter(each -> each.getName().equals("main"))
            .findFirst()
            .orElseThrow();
    main.setAccessible(true);
    Object program = constructor.newInstance();
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      if (main.getParameterCount() == 0) {
        main.invoke(program);
      } else {
        main.invoke(program, (Object) arguments);
      }
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
