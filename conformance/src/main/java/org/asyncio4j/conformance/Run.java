package org.asyncio4j.conformance;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/** All that belongs to one run of one program. */
final class Run {
  private final Program program;
  private final Rules rules;
  private final Trace trace;
  private final EventLoop loop;
  private final Names names;
  private final Variables variables = new Variables();
  private final Printer printer = new Printer(variables);
  private final Interpreter interpreter = new Interpreter(this);
  private final List<Object> kept = new ArrayList<>();
  private final DoneCallbacks doneCallbacks = new DoneCallbacks(interpreter);

  Run(Program program, Rules rules, Trace trace, EventLoop loop) {
    this.program = program;
    this.rules = rules;
    this.trace = trace;
    this.loop = loop;
    this.names = new Names(program);
    Declarations.make(program, variables);
  }

  /**
   * Logs what the loop reports, unless a destructor would have reported it in Python.
   *
   * @param context the report
   */
  void onLoopException(ExceptionContext context) {
    String message = Texts.cutHint(Texts.stripReprs(context.message()));
    if (message.contains("destroyed")) {
      trace.over();
    }
    if (message.contains("never retrieved")
        || message.contains("never awaited")
        || message.contains("destroyed")) {
      return;
    }
    if (message.startsWith("Exception in callback")) {
      message = "Exception in callback";
    }
    @Nullable Throwable exception = context.exception();
    String tail = "";
    if (exception != null) {
      String type = exception.getClass().getSimpleName();
      if (message.startsWith(type + " ")) { // "<Type> exception in shielded future"
        message = Exceptions.name(exception) + message.substring(type.length());
      }
      tail = ": " + Printer.exception(exception);
    }
    trace.log("loop", "exception handler: " + message + tail);
  }

  /** Keeps an object until the run has ended. */
  void keep(Object object) {
    kept.add(object);
  }

  Program program() {
    return program;
  }

  Rules rules() {
    return rules;
  }

  Trace trace() {
    return trace;
  }

  EventLoop loop() {
    return loop;
  }

  Names names() {
    return names;
  }

  Variables variables() {
    return variables;
  }

  Printer printer() {
    return printer;
  }

  Interpreter interpreter() {
    return interpreter;
  }

  DoneCallbacks doneCallbacks() {
    return doneCallbacks;
  }
}
