package org.asyncio4j.cli;

import java.util.concurrent.Callable;
import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.repl.Repl;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code asyncio} command. */
@Command(
    name = "asyncio",
    description = "asyncio4j: Python's asyncio for Java. Without a command: the REPL.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ReplCommand.class,
      TourCommand.class,
      RunCommand.class,
      PsCommand.class,
      PstreeCommand.class,
      TopCommand.class,
      WhereCommand.class,
      CancelCommand.class,
      DoctorCommand.class,
      HelpCommand.class,
    })
public final class Main implements Callable<Integer> {

  /** For picocli. */
  Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // the REPL is to be there at once, so it does not wait for the command line's library
    System.exit(
        switch (String.join(" ", args)) {
          case "", "repl" -> Repl.start();
          case "repl --rehearse" -> Repl.rehearse();
          default -> execute(args);
        });
  }

  /**
   * Runs the command.
   *
   * @param args the command line
   * @return 0 if all went well, 1 if the command failed, 2 if the command line is wrong, 3 if a
   *     process cannot be looked into
   */
  static int execute(String... args) {
    CommandLine command =
        new CommandLine(new Main())
            .setParameterExceptionHandler(Main::explain)
            .setExecutionExceptionHandler(Main::explain);
    CommandLine run = command.getSubcommands().get("run");
    if (run != null) {
      run.setStopAtPositional(true); // what follows FILE belongs to the program
    }
    return command.execute(args);
  }

  /** Without a command: the REPL. */
  @Override
  public Integer call() {
    return Repl.start();
  }

  /** Says in one sentence why another process cannot be looked into. */
  private static int explain(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof LookException look) {
      String name = command.getCommandSpec().qualifiedName();
      command.getErr().println(name + ": " + look.getMessage());
      return look.code();
    }
    throw e;
  }

  /** Says in one sentence what is wrong with the command line. */
  private static int explain(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String text = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      text =
          command.getParent() == null
              ? "there is no command '"
                  + word
                  + "' (expected: repl, tour, run, ps, pstree, top, where,"
                  + " cancel, doctor, help)"
              : "'" + word + "' is one argument too many";
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + text + "; asyncio help says more");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
