package org.asyncio4j.cli;

import org.asyncio4j.cli.look.Listing;
import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Output;
import org.asyncio4j.cli.look.Overview;
import org.asyncio4j.cli.look.Report;
import org.asyncio4j.cli.look.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code asyncio ps}: the tasks of a running program. */
@Command(
    name = "ps",
    description = "List the loops and tasks of a running program; without PID the programs.")
final class PsCommand extends ReadCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "The process.")
  private @Nullable Long pid;

  /** For picocli. */
  PsCommand() {}

  @Override
  public Integer call() throws LookException {
    if (pid == null) {
      Output.print(Overview.text(json));
      return 0;
    }
    Target target = target(pid);
    Listing listing = target.ps();
    Output.print(json ? Report.json(listing) : Report.list(listing));
    remarkOn(target);
    return 0;
  }
}
