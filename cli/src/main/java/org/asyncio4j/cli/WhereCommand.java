package org.asyncio4j.cli;

import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Output;
import org.asyncio4j.cli.look.Target;
import org.asyncio4j.cli.look.WhereReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code asyncio where}: the whole stack of a task, and of those who await it. */
@Command(
    name = "where",
    description = "Show where a task stands and who awaits it; without TASK what each loop runs.")
final class WhereCommand extends ReadCommand {
  @Parameters(
      index = "0",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "The process.")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TASK",
      description = "The task's name, its id, or LOOP:ID.")
  private @Nullable String task;

  /** For picocli. */
  WhereCommand() {}

  @Override
  public Integer call() throws LookException {
    Target target = target(pid);
    Output.print(
        task == null ? WhereReport.ofLoops(target, json) : WhereReport.of(target, task, json));
    remarkOn(target);
    return 0;
  }
}
