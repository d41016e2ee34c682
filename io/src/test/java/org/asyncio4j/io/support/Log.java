package org.asyncio4j.io.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open; nothing of it reaches the console. */
public final class Log extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("org.asyncio4j");
  private final boolean useParents = logger.getUseParentHandlers();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private Log() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** Listens until closed. */
  public static Log open() {
    return new Log();
  }

  /** Returns the warnings so far. */
  public List<String> warnings() {
    return records.stream()
        .filter(each -> each.getLevel() == Level.WARNING)
        .map(LogRecord::getMessage)
        .toList();
  }

  @Override
  public void publish(LogRecord entry) {
    records.add(entry);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(useParents);
  }
}
