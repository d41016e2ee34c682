package org.asyncio4j.cli.timeline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Records a program from outside: {@code java -javaagent:asyncio4j-cli.jar=out.html ...}. Java
 * calls it before the program's main; core must be on the class path.
 */
public final class Agent {
  private Agent() {}

  /**
   * Begins to record; ends the JVM with code 2 if the file cannot be written.
   *
   * @param file where the timeline goes, NAME.html or NAME.json
   */
  public static void premain(String file) {
    try {
      TimelineFile.start(Path.of(Optional.ofNullable(file).orElse("")), title());
    } catch (IllegalArgumentException e) {
      System.err.println("asyncio: " + e.getMessage());
      System.exit(2);
    }
  }

  /** The class on the command line, or the source file if Java compiles it now. */
  private static String title() {
    String[] words = System.getProperty("sun.java.command", "a program").split(" ", -1);
    if (words[0].endsWith("SourceLauncher")) {
      for (String word : words) {
        if (word.endsWith(".java")) {
          return word.substring(word.replace('\\', '/').lastIndexOf('/') + 1);
        }
      }
    }
    return words[0];
  }
}
