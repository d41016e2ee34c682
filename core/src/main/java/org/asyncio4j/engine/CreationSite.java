package org.asyncio4j.engine;

/** Not an error: its stack says where an object was made. Shown as the cause of a report's line. */
final class CreationSite extends Throwable {
  private static final long serialVersionUID = 1L;

  CreationSite() {
    super("created at");
  }
}
