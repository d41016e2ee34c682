/**
 * The {@code asyncio} command: the REPL, the tour, running a source file, a look into running
 * programs and at the installation.
 */
module org.asyncio4j.cli {
  requires info.picocli;
  requires java.compiler;
  requires java.logging;
  requires jdk.attach;
  requires jdk.jshell;
  requires org.asyncio4j.agent;
  requires transitive org.asyncio4j.core;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports org.asyncio4j.cli.repl.cell; // what compiled cells call

  opens org.asyncio4j.cli to
      info.picocli;
  opens org.asyncio4j.cli.look to
      tools.jackson.databind;
}
