package org.asyncio4j.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Opens the door of the program that it is loaded into: by {@code asyncio ps} and its kin, or from
 * the start with {@code -javaagent:asyncio4j-agent.jar}, which loads without a warning and where
 * agents may not be loaded later.
 */
public final class Agent {
  /** System property of the program: the path of its door. */
  public static final String PATH = "asyncio4j.door";

  /** System property of the program: why it has no door. */
  public static final String TROUBLE = "asyncio4j.door.trouble";

  private static @Nullable Door door; // guarded by the class

  private Agent() {}

  /**
   * Opens the door at the start of the program.
   *
   * @param argument ignored
   * @param instrumentation what the JVM knows of its classes
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    open(instrumentation);
  }

  /**
   * Opens the door of a running program, unless it is open.
   *
   * @param argument ignored
   * @param instrumentation what the JVM knows of its classes
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    open(instrumentation);
  }

  private static synchronized void open(Instrumentation instrumentation) {
    if (door != null && door.isThere()) {
      return;
    }
    try {
      Copies copies = new Copies(instrumentation::getAllLoadedClasses);
      door = Door.open(copies);
      System.setProperty(PATH, door.path().toString());
      System.clearProperty(TROUBLE);
    } catch (IOException | RuntimeException e) { // the program is not to be troubled by it
      System.clearProperty(PATH);
      System.setProperty(TROUBLE, e.toString());
    }
  }
}
