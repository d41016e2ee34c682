/** The {@code asyncio} command: the tour, running a source file, a look at the installation. */
module org.asyncio4j.cli {
  requires info.picocli;
  requires org.asyncio4j.core;
  requires static org.jspecify;

  opens org.asyncio4j.cli to
      info.picocli;
}
