package org.asyncio4j.conformance;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Tells what a program uses for which there is no rule. */
final class Expressible {
  private final Rules rules;
  private final Set<String> missing = new TreeSet<>();

  private Expressible(Rules rules) {
    this.rules = rules;
  }

  /**
   * Looks through a program, its dead code too.
   *
   * @param program the program
   * @param rules what can be carried out
   * @return the names of what cannot: of statements, of types as {@code object Lock} or {@code
   *     exception ExceptionGroup}; empty if the program can be run
   */
  static Set<String> missing(Program program, Rules rules) {
    Expressible expressible = new Expressible(rules);
    JsonNode json = program.json();
    if (!json.path("task_factory").asString("eager").equals("eager")) {
      expressible.missing.add("task_factory " + json.path("task_factory"));
    }
    for (JsonNode declaration : json.path("objects")) {
      String type = declaration.path("type").asString();
      if (!Declarations.canMake(type)) {
        expressible.missing.add("object " + type);
      }
    }
    for (String section : Program.SECTIONS) {
      json.path(section).forEach(body -> body.forEach(expressible::visit));
    }
    return expressible.missing;
  }

  private void visit(JsonNode statement) {
    if (!statement.isObject()) {
      return; // a variable
    }
    String op = statement.path("op").asString();
    if (rules.find(op) == null) {
      missing.add(op);
    }
    exception(statement);
    for (String field : new String[] {"items", "body", "then", "else", "finally"}) {
      statement.path(field).forEach(this::visit);
    }
    if (statement.has("what")) {
      visit(statement.path("what"));
    }
    statement.path("except").forEach(clause -> clause.path("body").forEach(this::visit));
  }

  private void exception(JsonNode specification) {
    if (specification.has("kind") && !Exceptions.canMake(specification.path("kind").asString())) {
      missing.add("exception " + specification.path("kind").asString());
    }
    specification.path("excs").forEach(this::exception);
  }
}
