package org.asyncio4j.loop;

/**
 * Gets every error that no code of the program has caught.
 *
 * <p>The handler of {@code loop.set_exception_handler}, 3.14.
 */
@FunctionalInterface
public interface ExceptionHandler {
  /**
   * Takes a report. Runs on the loop's thread in the context of what failed; what it throws itself
   * is logged together with the report.
   *
   * @param loop the loop
   * @param context what happened
   * @throws Throwable whatever goes wrong
   */
  void handle(EventLoop loop, ExceptionContext context) throws Throwable;
}
