package org.asyncio4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values written in a program: null, true, false, integers, strings and lists of values. */
final class Literals {
  private Literals() {}

  /**
   * Reads a constant.
   *
   * @param json the constant, or null for a missing one
   * @return its value; null for a missing one
   */
  static @Nullable Object read(@Nullable JsonNode json) {
    return read(
        json,
        name -> {
          throw new IllegalArgumentException("variable " + name + " where a constant has to be");
        });
  }

  /**
   * Reads a value.
   *
   * @param json the value, or null for a missing one
   * @param variables gives the value of a variable, which is written {@code {"var": NAME}}
   * @return the value; null for a missing one
   */
  static @Nullable Object read(
      @Nullable JsonNode json, Function<String, @Nullable Object> variables) {
    if (json == null || json.isNull()) {
      return null;
    } else if (json.isBoolean()) {
      return json.asBoolean();
    } else if (json.isIntegralNumber()) {
      return json.asLong();
    } else if (json.isString()) {
      return json.asString();
    } else if (json.isObject()) {
      return variables.apply(json.path("var").asString());
    } else if (json.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      json.forEach(item -> list.add(read(item, variables)));
      return list;
    }
    throw new IllegalArgumentException("not a value: " + json);
  }
}
