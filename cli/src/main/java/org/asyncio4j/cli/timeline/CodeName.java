package org.asyncio4j.cli.timeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asyncio4j.task.Task;

/** What a task runs, as its text says: {@code coro=<fetch() running at Demo.java:12>}. */
final class CodeName {
  private static final Pattern CODE = Pattern.compile(" coro=<([^(>]*(?:<lambda>)?)\\(\\)");

  private CodeName() {}

  /** Such as {@code fetch()}. */
  static String of(Task<?> task) {
    Matcher matcher = CODE.matcher(task.toString());
    return matcher.find() ? matcher.group(1) + "()" : "";
  }
}
