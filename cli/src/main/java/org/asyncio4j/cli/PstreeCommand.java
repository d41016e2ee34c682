package org.asyncio4j.cli;

import java.util.List;
import org.asyncio4j.cli.look.Listing;
import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Output;
import org.asyncio4j.cli.look.Report;
import org.asyncio4j.cli.look.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code asyncio pstree}: the tasks of a running program as trees of who waits for whom. Cycles do
 * not keep it from printing, but from exit code 0, as in CPython.
 */
@Command(name = "pstree", description = "Show the tasks of a running program as trees.")
final class PstreeCommand extends ReadCommand {
  @Parameters(
      index = "0",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "The process.")
  private long pid;

  /** For picocli. */
  PstreeCommand() {}

  @Override
  public Integer call() throws LookException {
    Target target = target(pid);
    Listing listing = target.ps();
    Output.print(json ? Report.json(listing) : Report.tree(listing));
    remarkOn(target);
    List<String> cycles = Report.cycles(listing);
    cycles.forEach(cycle -> remark("await-graph contains a " + cycle));
    return cycles.isEmpty() ? 0 : 1;
  }
}
