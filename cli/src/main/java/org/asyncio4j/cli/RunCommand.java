package org.asyncio4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code asyncio run}: compiles and runs a source file with Java's source launcher, the library on
 * its class path and java.lang open to it. This is the way through {@code java -jar}; the script
 * {@code ./asyncio} starts the same command line itself and saves a JVM.
 */
@Command(
    name = "run",
    description = "Compile and run one Java source file, with the library on its class path.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class RunCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE.java", description = "The source file.")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What its main is given.")
  private List<String> arguments = new ArrayList<>();

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
    Process program = new ProcessBuilder(command()).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(program::destroy)); // signals go on to it
    return program.waitFor();
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  /** Returns the command line of Java's source launcher. */
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(file.toString());
    command.addAll(arguments);
    return command;
  }
}
