/** Tests for programs in a loop: a clock that needs no time, a trace of events. */
module org.asyncio4j.testkit {
  requires static org.jspecify;
  requires transitive org.asyncio4j.core;

  exports org.asyncio4j.testkit;
}
