package org.asyncio4j.cli.repl;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.spi.SPIResolutionException;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.loop.ExceptionContext;

/**
 * Errors as the REPL prints them: what the compiler says with the place marked, and what cells
 * throw with their own lines instead of a long stack. Any thread.
 */
final class ErrorText {
  private static final Pattern JSHELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$?");
  private static final String CELL_METHOD = "do_it$";
  private static final int MOST_FOREIGN_FRAMES = 8;

  private final Style style;
  private final Sources sources;
  private final IntFunction<String> unresolved;

  /**
   * Makes one.
   *
   * @param style colours
   * @param sources the cells
   * @param unresolved what {@link Cells#unresolved} says
   */
  ErrorText(Style style, Sources sources, IntFunction<String> unresolved) {
    this.style = style;
    this.sources = sources;
    this.unresolved = unresolved;
  }

  // ---------------------------------------------------------------- of the compiler

  String of(String cell, CellError error) {
    List<String> message = error.message().lines().toList();
    String text = error.text();
    String marked =
        text.substring(0, Math.min(error.start(), text.length()))
            + style.fault(part(text, error.start(), error.end()))
            + part(text, error.end(), text.length());
    StringBuilder out = new StringBuilder();
    out.append(style.place(cell + ":" + error.line()))
        .append(": ")
        .append(style.error(message.isEmpty() ? "error" : message.getFirst()));
    out.append("\n    ").append(marked);
    out.append("\n    ").append(" ".repeat(error.start()));
    out.append(style.error("^".repeat(Math.max(1, error.end() - error.start()))));
    message.stream().skip(1).forEach(line -> out.append("\n  ").append(line.strip()));
    return out.toString();
  }

  private static String part(String text, int start, int end) {
    return start >= text.length() ? "" : text.substring(start, Math.min(end, text.length()));
  }

  // ---------------------------------------------------------------- of cells

  /**
   * Describes what a cell has thrown.
   *
   * @param error what was thrown
   * @return headline and the user's own lines, without a newline at the end
   */
  String of(Throwable error) {
    StringBuilder out = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    append(out, "", "", error, seen);
    return out.toString();
  }

  /**
   * Describes what a loop reports.
   *
   * @param context the report
   * @return the text, without a newline at the end
   */
  String of(ExceptionContext context) {
    StringBuilder out = new StringBuilder(style.error(context.message()));
    Stream.of(context.future(), context.handle())
        .filter(java.util.Objects::nonNull)
        .forEach(object -> out.append("\n  ").append(object));
    Throwable error = context.exception();
    return error == null ? out.toString() : out.append('\n').append(of(error)).toString();
  }

  private void append(
      StringBuilder out, String indent, String how, Throwable error, Set<Throwable> seen) {
    if (!seen.add(error)) {
      return;
    }
    out.append(out.isEmpty() ? "" : "\n").append(indent).append(how).append(headline(error));
    StackTraceElement[] stack = error.getStackTrace();
    List<StackTraceElement> shown = Stream.of(stack).filter(this::isUsers).toList();
    if (shown.isEmpty()) {
      shown = Stream.of(stack).filter(ErrorText::isForeign).limit(MOST_FOREIGN_FRAMES).toList();
    }
    shown.forEach(frame -> append(out, indent, frame));
    if (error instanceof ThrowableGroup group) {
      for (Throwable each : group.exceptions()) {
        append(out, indent + "  | ", "", each, seen);
      }
    }
    for (Throwable each : error.getSuppressed()) {
      append(out, indent + "  ", "suppressed: ", each, seen);
    }
    Throwable cause = error.getCause();
    if (cause != null) {
      append(out, indent, "caused by: ", cause, seen);
    }
  }

  private String headline(Throwable error) {
    if (error instanceof SPIResolutionException missing) {
      return style.error("NotDefined: ") + unresolved.apply(missing.id());
    }
    String name = nameOf(error.getClass());
    String message = error.getMessage();
    return message == null || message.isEmpty()
        ? style.error(name)
        : style.error(name + ":") + " " + message;
  }

  private static String nameOf(Class<?> type) {
    String name = type.getName();
    boolean known =
        name.startsWith("java.") || name.startsWith("org.asyncio4j.") || name.startsWith("REPL.");
    return known && !type.getSimpleName().isEmpty() ? type.getSimpleName() : name;
  }

  private void append(StringBuilder out, String indent, StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null || !sources.has(file)) {
      out.append("\n").append(indent).append("  ").append(style.dim("at " + frame));
      return;
    }
    String method = methodOf(frame);
    out.append("\n")
        .append(indent)
        .append("  at ")
        .append(style.place(file + ":" + frame.getLineNumber()))
        .append(method.isEmpty() ? "" : " in " + method);
    String line = sources.line(file, frame.getLineNumber());
    if (!line.isEmpty()) {
      out.append("\n").append(indent).append("      ").append(line);
    }
  }

  /** Returns what the user calls the method; empty for the cell's own lines. */
  private static String methodOf(StackTraceElement frame) {
    String type = JSHELL_CLASS.matcher(frame.getClassName()).replaceFirst("");
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = method.substring("lambda$".length()).replaceAll("\\$\\d+$", "");
      method = method.startsWith(CELL_METHOD) ? "<lambda>" : method + ".<lambda>";
    }
    if (method.startsWith(CELL_METHOD)) {
      return "";
    }
    return type.isEmpty() ? method : type.replace('$', '.') + "." + method;
  }

  private boolean isUsers(StackTraceElement frame) {
    return sources.has(frame.getFileName());
  }

  private static boolean isForeign(StackTraceElement frame) {
    return !frame.getClassName().startsWith("org.asyncio4j.");
  }
}
