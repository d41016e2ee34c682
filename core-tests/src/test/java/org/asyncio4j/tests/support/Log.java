package org.asyncio4j.tests.support;

import java.text.MessageFormat;
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

  /** Returns the messages of a level so far. */
  public List<String> at(Level level) {
    return records.stream().filter(r -> r.getLevel() == level).map(Log::text).toList();
  }

  /** Returns the warnings so far. */
  public List<String> warnings() {
    return at(Level.WARNING);
  }

  /** Returns the errors so far. */
  public List<String> errors() {
    return at(Level.SEVERE);
  }

  /** Returns the exceptions that were logged so far. */
  public List<Throwable> thrown() {
    return records.stream().map(LogRecord::getThrown).filter(e -> e != null).toList();
  }

  private static String text(LogRecord entry) {
    Object[] values = entry.getParameters();
    return values == null || values.length == 0
        ? entry.getMessage()
        : MessageFormat.format(entry.getMessage(), values);
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
