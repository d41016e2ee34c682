package org.asyncio4j.cli;

import java.util.concurrent.Callable;
import org.asyncio4j.cli.look.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that look into another process. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:pstree: there are cycles; where, cancel: there is no such task, or it has ended",
      "2:the command line is wrong",
      "3:the process cannot be looked into"
    })
abstract class LookCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON, for machines.")
  boolean json;

  @Spec CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets spec
  LookCommand() {}

  /** Says on stderr what the user should know beside the answer. */
  void remark(String text) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + text);
  }

  /** Says if the answer is but a part. */
  void remarkOn(Target target) {
    String note = target.note();
    if (note != null) {
      remark(note);
    }
  }
}
