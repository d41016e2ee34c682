package org.asyncio4j.conformance;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The variables that a statement works on, and that have to be set for it to be carried out. */
final class Names {
  private static final List<String> FIELDS = List.of("on", "group", "context", "token", "aclosing");

  /** Statements that work on {@code self} unless they say otherwise. */
  private static final Set<String> ON_SELF = Set.of("uncancel", "cancelling");

  private final IdentityHashMap<JsonNode, List<String>> found = new IdentityHashMap<>();
  private final Set<String> declared = new HashSet<>();

  Names(Program program) {
    program
        .json()
        .path("objects")
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().path("type").asString().equals("Var")) {
            declared.add(entry.getKey());
          }
        });
  }

  /**
   * Looks for a variable that is not set.
   *
   * @param step the statement
   * @return the first one that is null, or null
   */
  @Nullable String unset(Step step) {
    for (String name : found.computeIfAbsent(step.node(), this::of)) {
      if (step.variable(name) == null) {
        return name;
      }
    }
    return null;
  }

  private List<String> of(JsonNode statement) {
    Set<String> names = new LinkedHashSet<>();
    collect(statement, names);
    names.removeAll(declared);
    return List.copyOf(names);
  }

  private static void collect(JsonNode expression, Set<String> names) {
    if (expression.isString()) {
      names.add(expression.asString());
      return;
    }
    for (String field : FIELDS) {
      if (expression.has(field)) {
        names.add(expression.path(field).asString());
      }
    }
    if (ON_SELF.contains(expression.path("op").asString()) && !expression.has("on")) {
      names.add("self");
    }
    expression.path("items").forEach(item -> collect(item, names));
    if (expression.has("what")) {
      collect(expression.path("what"), names);
    }
  }
}
