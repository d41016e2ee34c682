package org.asyncio4j.conformance;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How statements of one name are carried out. */
sealed interface Rule {
  /**
   * An expression, whose value is stored under {@code into} and logged.
   *
   * @param operation evaluates it
   * @param awaited whether the value is then awaited, and the result of that is the statement's
   * @param loud whether a statement logs its result
   */
  record Value(Operation operation, boolean awaited, Predicate<JsonNode> loud) implements Rule {}

  /**
   * A statement with bodies, or one that leaves its own.
   *
   * @param block carries it out
   */
  record Control(Block block) implements Rule {}

  /** Evaluates an expression. */
  @FunctionalInterface
  interface Operation {
    /**
     * Evaluates it.
     *
     * @param step the statement
     * @return its value
     * @throws Exception what Python's expression raises
     */
    @Nullable Object evaluate(Step step) throws Exception;
  }

  /** Does something that has no value. */
  @FunctionalInterface
  interface Deed {
    /**
     * Does it.
     *
     * @param step the statement
     * @throws Exception what Python's statement raises
     */
    void perform(Step step) throws Exception;
  }

  /** Carries out a statement that has bodies, or that leaves its own. */
  @FunctionalInterface
  interface Block {
    /**
     * Carries it out.
     *
     * @param step the statement
     * @return how it ended, null if normally
     * @throws Exception what Python's statement raises
     */
    @Nullable Signal run(Step step) throws Exception;
  }
}
