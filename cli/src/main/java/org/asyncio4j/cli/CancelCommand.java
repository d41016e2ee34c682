package org.asyncio4j.cli;

import org.asyncio4j.cli.look.CancelReport;
import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Output;
import org.asyncio4j.cli.look.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code asyncio cancel}: cancels a task of a running program, and says what came of it. */
@Command(name = "cancel", description = "Cancel a task of a running program.")
final class CancelCommand extends LookCommand {
  @Parameters(
      index = "0",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "The process.")
  private long pid;

  @Parameters(
      index = "1",
      paramLabel = "TASK",
      description = "The task's name, its id, or LOOP:ID.")
  private String task;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets task
  CancelCommand() {}

  @Override
  public Integer call() throws LookException {
    CancelReport report = CancelReport.of(Target.of(pid, false), task, json);
    Output.print(report.text());
    return report.done() ? 0 : LookException.FAILED;
  }
}
