package org.asyncio4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.tests.programs.CtrlcProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.JavaProcess.Result;
import org.junit.jupiter.api.Test;

/** Ctrl-C, by its signal, in processes of their own. */
class CtrlcTest {
  private static Result interrupted(String how, String... untilOutputs) {
    JavaProcess java = JavaProcess.onClassPath().with(Driver.flags());
    try (var running = java.start(CtrlcProgram.class, how)) {
      running.awaitOutput("ready");
      running.interrupt();
      for (String output : untilOutputs) {
        running.awaitOutput(output);
        running.interrupt();
      }
      return running.end();
    }
  }

  @Test
  void once_cancelsTheProgramAndEndsTheProcessWith130() {
    Result result = interrupted("await");

    assertThat(result.exit()).as(result.output()).isEqualTo(130);
    assertThat(result.output())
        .contains("finally of main")
        .contains("finally of a task")
        .contains("KeyboardInterrupt")
        .doesNotContain("run returned");
  }

  @Test
  void once_programThatSwallowsItGoesOnToItsEnd() {
    Result result = interrupted("swallow");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).contains("result of main").contains("run returned");
  }

  @Test
  void twice_endsAProgramThatSwallowsTheFirst() {
    Result result = interrupted("once stubborn", "swallowed");

    assertThat(result.exit()).as(result.output()).isEqualTo(130);
    assertThat(result.output())
        .contains("KeyboardInterrupt")
        .contains("finally of main")
        .doesNotContain("run returned");
  }

  @Test
  void threeTimes_endsAProgramThatSwallowsTheCancellationAtTheEndOfRunToo() {
    Result result = interrupted("stubborn", "swallowed 1", "swallowed 2");

    assertThat(result.exit()).as(result.output()).isEqualTo(130);
    assertThat(result.output()).doesNotContain("run returned");
  }

  /** Scheduled: the first cancels, which interrupts the call. Portable: it takes the second. */
  @Test
  void inABlockingCall_endsIt() {
    JavaProcess java = JavaProcess.onClassPath().with(Driver.flags());
    try (var running = java.start(CtrlcProgram.class, "block")) {
      running.awaitOutput("ready");
      running.interrupt();
      if (!Driver.scheduled()) {
        running.interruptUntilItEnds();
      }
      Result result = running.end();

      assertThat(result.exit()).as(result.output()).isEqualTo(130);
      assertThat(result.output()).contains("finally of main").contains("KeyboardInterrupt");
    }
  }

  /** Two signals that come at once are one for the system, so the second one is repeated. */
  @Test
  void twice_endsAProgramThatHoldsTheLoop() {
    JavaProcess java = JavaProcess.onClassPath().with(Driver.flags());
    try (var running = java.start(CtrlcProgram.class, "spin")) {
      running.awaitOutput("ready");
      running.interrupt();
      running.interruptUntilItEnds();
      Result result = running.end();

      assertThat(result.exit()).as(result.output()).isEqualTo(130);
      assertThat(result.output()).contains("KeyboardInterrupt");
    }
  }

  @Test
  void noModuleForSignals_endsTheProcessAsTheJvmDoes() {
    JavaProcess java =
        JavaProcess.onClassPath().with(Driver.flags()).with("--limit-modules=java.base");
    try (var running = java.start(CtrlcProgram.class, "await")) {
      running.awaitOutput("ready");
      running.interrupt();
      Result result = running.end();

      assertThat(result.exit()).as(result.output()).isEqualTo(130);
      assertThat(result.output()).doesNotContain("KeyboardInterrupt");
    }
  }
}
