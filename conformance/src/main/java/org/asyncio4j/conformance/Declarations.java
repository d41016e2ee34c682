package org.asyncio4j.conformance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The objects of a program, which are made before its loop starts. */
final class Declarations {
  /** Makes a declared object. */
  @FunctionalInterface
  private interface Maker {
    @Nullable Object make(String name, JsonNode declaration);
  }

  private static final Map<String, Maker> MAKERS =
      Map.of(
          "Var",
          (name, declaration) -> Literals.read(declaration.get("value")),
          "ContextVar",
          ContextStatements::declare);

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
      variables.store(entry.getKey(), maker.make(entry.getKey(), entry.getValue()));
    }
  }
}
