/**
 * The {@code asyncio} command: the REPL, the tour, running a source file, a look at the
 * installation.
 */
module org.asyncio4j.cli {
  requires info.picocli;
  requires java.compiler;
  requires java.logging;
  requires jdk.jshell;
  requires transitive org.asyncio4j.core;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires static org.jspecify;

  exports org.asyncio4j.cli.repl.cell; // what compiled cells call

  opens org.asyncio4j.cli to
      info.picocli;
}
