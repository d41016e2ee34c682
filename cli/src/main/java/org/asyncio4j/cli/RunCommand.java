package org.asyncio4j.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.cli.timeline.TimelineFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code asyncio run}: compiles and runs a source file with Java's source launcher, the library on
 * its class path and java.lang open to it. This is the way through {@code java -jar}; the script
 * {@code ./asyncio} has a quicker one of its own.
 */
@Command(
    name = "run",
    description = "Compile and run one Java source file, with the library on its class path.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class RunCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 10;

  @Parameters(index = "0", paramLabel = "FILE.java", description = "The source file.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What its main is given.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = {
        "Record what each task does and draw it when the program ends:",
        "NAME.html is a page, NAME.json is for ui.perfetto.dev."
      })
  private @Nullable Path timeline;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets file and spec
  RunCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!file.toString().endsWith(".java")) {
      throw wrong(file + " is not a Java source file (expected: NAME.java)");
    }
    if (!Files.isReadable(file)) {
      throw wrong(file + " cannot be read");
    }
    if (timeline != null) {
      try {
        TimelineFile.checked("--timeline", timeline);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
    Process program = new ProcessBuilder(command()).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(program))); // signals go on to it
    return program.waitFor();
  }

  /** A program that draws its timeline needs a moment for that. */
  private static void end(Process program) {
    program.destroy();
    try {
      program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static String ownJar() {
    return pathOf(RunCommand.class.getProtectionDomain().getCodeSource().getLocation());
  }

  /** Returns the path of a place of classes, which may have blanks in it. */
  static String pathOf(URL place) {
    return Path.of(URI.create(place.toString())).toString();
  }

  /** Returns the command line of Java's source launcher. */
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    if (timeline != null) {
      command.add("-javaagent:" + ownJar() + "=" + timeline);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(file.toString());
    command.addAll(arguments);
    return command;
  }
}
