package org.asyncio4j.cli;

import org.asyncio4j.cli.look.LookException;
import org.asyncio4j.cli.look.Target;
import picocli.CommandLine.Option;

/** What the commands have in common that read what another process does. */
abstract class ReadCommand extends LookCommand {
  @Option(
      names = "--thread-dump",
      description = {
        "Where no agent may be loaded: take the JDK's thread dump.",
        "May crash a JVM up to 25.0.3 whose tasks run (JDK-8364343)."
      })
  private boolean threadDump;

  /** For picocli. */
  ReadCommand() {}

  /** Looks into a process. */
  Target target(long pid) throws LookException {
    return Target.of(pid, threadDump);
  }
}
