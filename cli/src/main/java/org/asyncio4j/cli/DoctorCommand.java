package org.asyncio4j.cli;

import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * {@code asyncio doctor}: says which JDK and which fiber driver are in use, why, and what to add.
 */
@Command(
    name = "doctor",
    description = "Say which JDK and which fiber driver are in use, why, and which flags to add.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class DoctorCommand implements Runnable {
  /** System property in which the script says how it found the JDK. */
  static final String FOUND_BY = "asyncio4j.launcher.jdk";

  private static final String FORCED = "asyncio4j.fiber";

  /** For picocli. */
  DoctorCommand() {}

  @Override
  public void run() {
    String driver = driver();
    Module library = EventLoop.class.getModule();
    boolean open = Object.class.getModule().isOpen("java.lang", library);
    String target = library.isNamed() ? "ALL-UNNAMED," + library.getName() : "ALL-UNNAMED";

    IO.println("asyncio4j  " + VersionProvider.version());
    IO.println("JDK        " + jdk());
    IO.println("driver     " + driver + ": " + reason(driver, open, System.getProperty(FORCED)));
    IO.println("java.lang  " + (open ? "open" : "not open") + " to the library");
    IO.println();
    IO.println(advice(driver, target));
  }

  private static String driver() {
    EventLoop loop = Asyncio.newEventLoop();
    try {
      return loop.driver();
    } finally {
      loop.close();
    }
  }

  private static String jdk() {
    String by = System.getProperty(FOUND_BY, "the java command in use");
    return "%s of %s in %s (found by: %s)"
        .formatted(
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("java.home"),
            by);
  }

  /** Returns why this driver runs. */
  static String reason(String driver, boolean open, @Nullable String forced) {
    if (Objects.equals(forced, driver)) {
      return "-D" + FORCED + "=" + forced + " asks for it";
    }
    if (driver.equals("scheduled")) {
      return "the faster one, because java.lang is open to the library";
    }
    return open
        ? "this JDK lacks what the faster one needs"
        : "the faster one needs java.lang open to the library";
  }

  private static String advice(String driver, String target) {
    String flag = "--add-opens=java.base/java.lang=" + target;
    String heading =
        driver.equals("scheduled")
            ? "This command sets the flag. For programs that you start yourself, one of:"
            : "For the scheduled driver, one of:";
    return """
    %s
      java %s ...
      JDK_JAVA_OPTIONS='%s' java ...
      Add-Opens: java.base/java.lang     in the manifest of a jar for java -jar
    Without it the same programs run in the same order, with slower switches between tasks.\
    """
        .formatted(heading, flag, flag);
  }
}
