package org.asyncio4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.tests.programs.TerminateProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.JavaProcess.Result;
import org.junit.jupiter.api.Test;

/** SIGTERM, in processes of their own. */
class TerminateTest {
  private static Result terminated(String how, String... untilOutputs) {
    JavaProcess java = JavaProcess.onClassPath().with(Driver.flags());
    try (var running = java.start(TerminateProgram.class, how)) {
      running.awaitOutput("ready");
      running.terminate();
      for (String output : untilOutputs) {
        running.awaitOutput(output);
        running.terminate();
      }
      return running.end();
    }
  }

  @Test
  void once_cancelsTheProgramAndEndsTheProcessWith143() {
    Result result = terminated("await");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output())
        .contains("finally of main")
        .contains("finally of a task")
        .contains("shutdown hook")
        .doesNotContain("SystemExit")
        .doesNotContain("run returned");
  }

  @Test
  void caughtBehindRun_endsTheProcessWith143AllTheSame() {
    Result result = terminated("caught");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output()).contains("caught 143").contains("run returned");
  }

  @Test
  void programThatSwallowsItAndReturns_endsTheProcessWith143AllTheSame() {
    Result result = terminated("swallow");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output()).contains("result of main");
  }

  @Test
  void twice_endsAProgramThatSwallowsItAtOnce() {
    Result result = terminated("stubborn", "swallowed");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output()).contains("shutdown hook").doesNotContain("run returned");
  }

  @Test
  void programOnAThreadThatLivesOn_endsTheProcessAllTheSame() {
    Result result = terminated("pool");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output()).contains("finally of main").contains("pool has SystemExit");
  }

  @Test
  void twoPrograms_bothCleanUp() {
    JavaProcess java = JavaProcess.onClassPath().with(Driver.flags());
    try (var running = java.start(TerminateProgram.class, "two")) {
      running.awaitOutput("ready", 2);
      running.terminate();
      Result result = running.end();

      assertThat(result.exit()).as(result.output()).isEqualTo(143);
      assertThat(result.lines("finally of main")).as(result.output()).isEqualTo(2);
      assertThat(result.lines("finally of a task")).as(result.output()).isEqualTo(2);
    }
  }

  @Test
  void switchedOff_endsTheProcessAtOnceAsTheJvmDoes() {
    Result result = terminated("off");

    assertThat(result.exit()).as(result.output()).isEqualTo(143);
    assertThat(result.output()).contains("shutdown hook").doesNotContain("finally");
  }

  @Test
  void handlerOfTheProgram_takesItsPlace() {
    Result result = terminated("handler");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).contains("handled").contains("run returned");
  }

  @Test
  void noModuleForSignals_endsTheProcessAsTheJvmDoes() {
    JavaProcess java =
        JavaProcess.onClassPath().with(Driver.flags()).with("--limit-modules=java.base");
    try (var running = java.start(TerminateProgram.class, "await")) {
      running.awaitOutput("ready");
      running.terminate();
      Result result = running.end();

      assertThat(result.exit()).as(result.output()).isEqualTo(143);
      assertThat(result.output()).doesNotContain("finally");
    }
  }

  @Test
  void noModuleForSignals_handlerIsRefusedWithWhatToDo() {
    JavaProcess java =
        JavaProcess.onClassPath().with(Driver.flags()).with("--limit-modules=java.base");
    Result result = java.run(TerminateProgram.class, "handler");

    assertThat(result.exit()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .contains(
            "signals need the module jdk.unsupported, which this JVM has not; start it with"
                + " --add-modules jdk.unsupported, or put that module into the image");
  }
}
