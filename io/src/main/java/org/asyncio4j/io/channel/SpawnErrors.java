package org.asyncio4j.io.channel;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What has kept a child from starting, in words that tell what to do. */
final class SpawnErrors {
  private static final Pattern NUMBER = Pattern.compile("error[:=] ?(\\d+)");

  private SpawnErrors() {}

  /** Refuses what no system can start. */
  static void check(List<String> command) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "command: [] (expected: a program and its arguments, one string each)");
    }
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "embedded null byte; command["
                + i
                + "] has one at index "
                + command.get(i).indexOf('\0')
                + ": no argument of a program can");
      }
    }
  }

  /** Returns a clearer exception for one of the JDK. */
  static IOException of(IOException error, List<String> command, @Nullable Path cwd) {
    String program = command.getFirst();
    if (String.valueOf(error.getMessage()).contains("Too many open files")) {
      return tooManyFiles(program, error);
    }
    Matcher number = NUMBER.matcher(String.valueOf(error.getMessage()));
    IOException clear =
        switch (number.find() ? Integer.parseInt(number.group(1)) : 0) {
          case 2, 20 -> notFound(program, cwd);
          case 13 -> denied(program, cwd);
          case 7 ->
              new IOException(
                  "Argument list too long; "
                      + command.stream().mapToLong(String::length).sum()
                      + " characters for "
                      + program
                      + " and its arguments: give it the data by its input or a file");
          default -> error;
        };
    if (clear != error) {
      clear.initCause(error);
    }
    return clear;
  }

  private static IOException tooManyFiles(String program, IOException cause) {
    return new IOException(
        "Too many open files; "
            + program
            + " cannot be started: close some, or raise the limit (ulimit -n)",
        cause);
  }

  private static IOException notFound(String program, @Nullable Path cwd) {
    if (cwd != null && !Files.isDirectory(cwd)) {
      return Files.exists(cwd)
          ? new NotDirectoryException(cwd + ": Not a directory; " + program + " cannot start in it")
          : new NoSuchFileException(
              cwd.toString(),
              null,
              "No such file or directory; " + program + " cannot start in it: make it, or set cwd");
    }
    String hint =
        program.indexOf(File.separatorChar) >= 0
            ? "no program has this path"
            : "no program of this name is on the PATH "
                + System.getenv("PATH")
                + ": install it, or give its path; a command line is for createSubprocessShell";
    return new NoSuchFileException(program, null, "No such file or directory; " + hint);
  }

  private static IOException denied(String program, @Nullable Path cwd) {
    if (cwd != null && Files.isDirectory(cwd) && !Files.isExecutable(cwd)) {
      return new AccessDeniedException(
          cwd.toString(), null, "Permission denied; " + program + " may not start in it");
    }
    return new AccessDeniedException(
        program,
        null,
        "Permission denied; the file is not executable: chmod +x, or run it by its"
            + " interpreter");
  }
}
