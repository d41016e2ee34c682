package org.asyncio4j.cli;

import java.io.IOException;
import java.time.Duration;
import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Output;
import org.asyncio4j.cli.look.Report;
import org.asyncio4j.cli.look.SystemTerminal;
import org.asyncio4j.cli.look.Target;
import org.asyncio4j.cli.look.Top;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code asyncio top}: what the loops of a running program do, again and again. */
@Command(
    name = "top",
    description = "Watch the loops of a running program: rates, and tasks by where they stand.")
final class TopCommand extends ReadCommand {
  @Parameters(
      index = "0",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "The process.")
  private long pid;

  @Option(names = "--once", description = "Print once; so does a pipe.")
  private boolean once;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Pause between two looks (default: ${DEFAULT-VALUE}).")
  private double delay;

  /** For picocli. */
  TopCommand() {}

  @Override
  public Integer call() throws LookException, IOException {
    if (!(delay >= 0.1 && delay <= 3600)) {
      throw new ParameterException(
          spec.commandLine(), "--delay: " + delay + " (expected: 0.1 to 3600 seconds)");
    }
    Target target = target(pid);
    if (json) {
      Output.print(Report.json(target.ps()));
    } else if (once) {
      Output.print(new Top(target).once());
    } else {
      watch(target);
    }
    remarkOn(target);
    return 0;
  }

  private void watch(Target target) throws LookException, IOException {
    try (Terminal terminal = SystemTerminal.open()) {
      Top top = new Top(target);
      if (terminal == null) {
        Output.print(top.once());
      } else {
        top.show(terminal, Duration.ofMillis(Math.round(delay * 1000)));
      }
    }
  }
}
