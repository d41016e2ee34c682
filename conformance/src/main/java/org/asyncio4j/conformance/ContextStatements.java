package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.contextvar.Token;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Context variables. Ours hold no null, a program's may: each value is in a cell. */
final class ContextStatements {
  private ContextStatements() {}

  /**
   * A value of a context variable.
   *
   * @param value the value
   */
  private record Cell(@Nullable Object value) {}

  static void addTo(Rules rules) {
    rules.silent("cv_set", step -> variable(step).set(new Cell(step.value("value"))));
    rules.loud("cv_get", ContextStatements::get);
    rules.deed("cv_reset", ContextStatements::reset);
    rules.silent("copy_context", step -> Asyncio.copyContext());
    rules.deed("context_run", ContextStatements::run);
  }

  /**
   * Makes a declared variable.
   *
   * @param name its name
   * @param declaration its declaration
   * @return the variable
   */
  static Object declare(String name, JsonNode declaration) {
    return declaration.has("default")
        ? ContextVar.of(name, new Cell(Literals.read(declaration.get("default"))))
        : ContextVar.<Cell>of(name);
  }

  @SuppressWarnings("unchecked") // all are made above
  private static ContextVar<Cell> variable(Step step) {
    return (ContextVar<Cell>) step.on(ContextVar.class);
  }

  private static @Nullable Object get(Step step) {
    ContextVar<Cell> variable = variable(step);
    Cell cell =
        step.has("default") ? variable.get(new Cell(step.value("default"))) : variable.get();
    return cell.value();
  }

  @SuppressWarnings("unchecked") // as above
  private static void reset(Step step) {
    variable(step).reset((Token<Cell>) step.object("token", Token.class));
  }

  private static void run(Step step) {
    Context context = step.on(Context.class);
    context.run(step.run().interpreter().callback(step.string("callback"), step.args()));
  }
}
