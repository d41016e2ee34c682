package org.asyncio4j.conformance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The objects of a program, which are made before its loop starts. */
final class Declarations {
  /** Makes a declared object. */
  @FunctionalInterface
  private interface Maker {
    @Nullable Object make(String name, JsonNode declaration, Variables before);
  }

  private static final Maker LOCK =
      (name, declaration, before) -> LockStatements.declare(declaration, before);

  private static final Maker QUEUE =
      (name, declaration, before) -> QueueStatements.declare(declaration);

  private static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          Map.entry("Var", (name, declaration, before) -> Literals.read(declaration.get("value"))),
          Map.entry(
              "ContextVar",
              (name, declaration, before) -> ContextStatements.declare(name, declaration)),
          Map.entry("Lock", LOCK),
          Map.entry("Event", LOCK),
          Map.entry("Condition", LOCK),
          Map.entry("Semaphore", LOCK),
          Map.entry("BoundedSemaphore", LOCK),
          Map.entry("Barrier", LOCK),
          Map.entry("Queue", QUEUE),
          Map.entry("LifoQueue", QUEUE),
          Map.entry("PriorityQueue", QUEUE));

  private Declarations() {}

  /**
   * Tells whether objects of a type can be made.
   *
   * @param type the type's name
   * @return whether it is known
   */
  static boolean canMake(String type) {
    return MAKERS.containsKey(type);
  }

  /**
   * Makes the objects of a program, in order, and stores them in its variables.
   *
   * @param program the program
   * @param variables where they go
   */
  static void make(Program program, Variables variables) {
    for (Map.Entry<String, JsonNode> entry : program.json().path("objects").properties()) {
      Maker maker = MAKERS.get(entry.getValue().path("type").asString());
      if (maker == null) {
        throw new IllegalArgumentException("object of unknown type: " + entry);
      }
      variables.store(entry.getKey(), maker.make(entry.getKey(), entry.getValue(), variables));
    }
  }
}
