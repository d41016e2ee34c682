package org.asyncio4j.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A statement, or an expression in it, as it is carried out in a frame.
 *
 * @param run the run of the program
 * @param frame the call of the body in which it stands
 * @param node the statement
 */
record Step(Run run, Frame frame, JsonNode node) {
  private static final Pattern HOLE =
      Pattern.compile("\\{(\\w+)\\}", Pattern.UNICODE_CHARACTER_CLASS);

  String op() {
    return node.path("op").asString();
  }

  boolean has(String field) {
    return node.has(field);
  }

  /** The plain text of a field: a name of something. */
  String string(String field) {
    return node.path(field).asString();
  }

  /** The value of a variable. */
  @Nullable Object variable(String name) {
    return run.variables().get(frame.args, name);
  }

  void store(String name, @Nullable Object value) {
    run.variables().store(name, Values.of(value));
  }

  /** Stores a value under the name in a field, if the field is there. */
  void storeAs(String field, @Nullable Object value) {
    if (has(field)) {
      store(string(field), value);
    }
  }

  void log(String text) {
    run.trace().log(frame.label, text);
  }

  /** The value of a field; null if it is missing. */
  @Nullable Object value(String field) {
    return Literals.read(node.get(field), this::variable);
  }

  long integer(String field, long otherwise) {
    return has(field) && value(field) instanceof Number number ? number.longValue() : otherwise;
  }

  /** A time in milliseconds; null if it is null or missing. */
  @Nullable Duration duration(String field) {
    return value(field) instanceof Number number ? Duration.ofMillis(number.longValue()) : null;
  }

  /** A time in milliseconds that has to be there. */
  Duration time(String field) {
    return Duration.ofMillis((Long) present(field, value(field)));
  }

  /** A text, in which {@code {NAME}} stands for the printed variable. */
  String text(String field) {
    return fill(string(field));
  }

  private String fill(String template) {
    return HOLE.matcher(template)
        .replaceAll(hole -> Matcher.quoteReplacement(run.printer().print(variable(hole.group(1)))));
  }

  /** The object that the variable named in a field holds. */
  <V> V object(String field, Class<V> type) {
    return type.cast(present(field, variable(string(field))));
  }

  /** The object that the statement works on. */
  <V> V on(Class<V> type) {
    return object("on", type);
  }

  /** The future that the statement works on. */
  @SuppressWarnings("unchecked") // a program's futures hold any value
  Future<@Nullable Object> future() {
    return (Future<@Nullable Object>) on(Future.class);
  }

  private static Object present(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": null (expected: an object)");
    }
    return value;
  }

  /** The arguments of a call, evaluated now. */
  Map<String, @Nullable Object> args() {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    node.path("args")
        .properties()
        .forEach(arg -> args.put(arg.getKey(), Literals.read(arg.getValue(), this::variable)));
    return args;
  }

  /** The exception that the statement specifies. */
  Throwable exception() throws Exception {
    return exception(node);
  }

  private Throwable exception(JsonNode specification) throws Exception {
    String kind = specification.path("kind").asString();
    String message = fill(specification.path("msg").asString());
    if (!Exceptions.isGroup(kind)) {
      return Exceptions.make(kind, message);
    }
    List<Throwable> members = new ArrayList<>();
    for (JsonNode member : specification.path("excs")) {
      members.add(exception(member));
    }
    return Exceptions.group(kind, message, members);
  }

  /** The condition of {@code if}. */
  boolean condition() {
    @Nullable Object value = variable(string("var"));
    return has("is") ? Values.equal(value, Literals.read(node.get("is"))) : Values.truth(value);
  }

  /** What the expression in a field evaluates to, not awaited. */
  Awaitable<@Nullable Object> awaitable(String field) throws Exception {
    return run.interpreter().awaitable(frame, node.path(field));
  }

  /** What the expressions in {@code items} evaluate to, from left to right, not awaited. */
  List<Awaitable<@Nullable Object>> items() throws Exception {
    List<Awaitable<@Nullable Object>> items = new ArrayList<>();
    for (JsonNode item : node.path("items")) {
      items.add(run.interpreter().awaitable(frame, item));
    }
    return items;
  }

  /** Carries out the statements of a field; a missing one has none. */
  @Nullable Signal block(String field) throws Exception {
    return run.interpreter().block(frame, node.path(field));
  }

  EventLoop loop() {
    return run.loop();
  }
}
