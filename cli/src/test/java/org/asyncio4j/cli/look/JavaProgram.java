package org.asyncio4j.cli.look;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own that does nothing until its stdin ends. */
final class JavaProgram {
  private JavaProgram() {}

  /**
   * Runs in that JVM.
   *
   * @param args none
   * @throws IOException if stdin cannot be read
   */
  public static void main(String[] args) throws IOException {
    System.out.write('!');
    System.out.flush();
    System.in.read();
  }

  /** Starts it, and returns once it runs. */
  static Process start() throws IOException {
    String classes =
        JavaProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                JavaProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("it did not start");
    }
    return process;
  }
}
