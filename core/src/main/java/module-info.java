/**
 * Python's asyncio for Java: one event loop on one thread, tasks that take turns where they await,
 * and the whole algebra over them. Needs {@code java.base} alone; treats Ctrl-C where {@code
 * jdk.unsupported} is there, writes events where {@code jdk.jfr} is.
 */
@SuppressWarnings("module") // the modules named below may be absent
module org.asyncio4j.core {
  requires static org.jspecify;
  requires static jdk.jfr;
  requires static jdk.unsupported;

  exports org.asyncio4j;
  exports org.asyncio4j.context;
  exports org.asyncio4j.contextvar;
  exports org.asyncio4j.debug;
  exports org.asyncio4j.error;
  exports org.asyncio4j.function;
  exports org.asyncio4j.future;
  exports org.asyncio4j.loop;
  exports org.asyncio4j.queue;
  exports org.asyncio4j.sync;
  exports org.asyncio4j.task;
  exports org.asyncio4j.thread;

  // The loop's inside, for the module that brings events into it.
  exports org.asyncio4j.engine to
      org.asyncio4j.io;
  exports org.asyncio4j.fiber to
      org.asyncio4j.io;
}
