package org.asyncio4j.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All statements that can be carried out, by name. */
final class Rules {
  private final Map<String, Rule> rules = new HashMap<>();

  /**
   * Makes the rules of all subjects.
   *
   * @return the rules
   */
  static Rules all() {
    Rules rules = new Rules();
    BasicStatements.addTo(rules);
    ControlStatements.addTo(rules);
    FutureStatements.addTo(rules);
    TaskStatements.addTo(rules);
    TaskGroupStatements.addTo(rules);
    CombinatorStatements.addTo(rules);
    AsCompletedStatements.addTo(rules);
    TimeoutStatements.addTo(rules);
    CallbackStatements.addTo(rules);
    ContextStatements.addTo(rules);
    GeneratorStatements.addTo(rules);
    ManagerStatements.addTo(rules);
    LockStatements.addTo(rules);
    QueueStatements.addTo(rules);
    return rules;
  }

  /** Something that is awaited, and logs the result. */
  void awaited(String op, Rule.Operation operation) {
    awaitedLoudWith(null, op, operation);
  }

  /** Something that is awaited, and logs the result only if a field is there. */
  void awaitedLoudWith(@Nullable String field, String op, Rule.Operation operation) {
    rules.put(op, new Rule.Value(operation, true, loudWith(field)));
  }

  /** Something plain that logs its result. */
  void loud(String op, Rule.Operation operation) {
    loudWith(null, op, operation);
  }

  /** Something plain that logs its result only if a field is there. */
  void loudWith(@Nullable String field, String op, Rule.Operation operation) {
    rules.put(op, new Rule.Value(operation, false, loudWith(field)));
  }

  /** Something plain whose result is stored, but not logged. */
  void silent(String op, Rule.Operation operation) {
    rules.put(op, new Rule.Value(operation, false, node -> false));
  }

  /** Something plain without a result. */
  void deed(String op, Rule.Deed deed) {
    silent(
        op,
        step -> {
          deed.perform(step);
          return null;
        });
  }

  /** A statement with bodies, or one that leaves its own. */
  void control(String op, Rule.Block block) {
    rules.put(op, new Rule.Control(block));
  }

  private static Predicate<JsonNode> loudWith(@Nullable String field) {
    return node -> field == null || node.has(field);
  }

  /**
   * Returns how a statement is carried out.
   *
   * @param op its name
   * @return the rule, or null if there is none
   */
  @Nullable Rule find(String op) {
    return rules.get(op);
  }
}
