package org.asyncio4j.cli;

import java.util.concurrent.Callable;
import org.asyncio4j.cli.repl.Repl;
import picocli.CommandLine.Command;

/** {@code asyncio repl}, or {@code asyncio} alone: runs what is typed, in a loop. */
@Command(
    name = "repl",
    description = "Type Java and run it at once, in a loop, with await; also from a pipe.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class ReplCommand implements Callable<Integer> {

  /** For picocli. */
  ReplCommand() {}

  @Override
  public Integer call() {
    return Repl.start();
  }
}
