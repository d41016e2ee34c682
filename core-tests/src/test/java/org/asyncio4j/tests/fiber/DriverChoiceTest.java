package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.tests.programs.DriverProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.JavaProcess.Result;
import org.junit.jupiter.api.Test;

/** Which driver a process gets, each in a process of its own. */
class DriverChoiceTest {
  private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private final JavaProcess onClassPath = JavaProcess.onClassPath();
  private final JavaProcess onModulePath = JavaProcess.onModulePath();

  @Test
  void twoLoops_runOnTheDriverOfThisSuite() {
    Result result = onClassPath.with(Driver.flags()).run(DriverProgram.class);

    assertThat(result.output().lines().filter(line -> line.startsWith("driver=")))
        .containsExactly("driver=" + Driver.expected(), "driver=" + Driver.expected());
  }

  @Test
  void noFlag_portableAndOneLineNamesTheFlag() {
    Result result = onClassPath.run(DriverProgram.class);

    assertThat(result.output())
        .contains("driver=portable")
        .contains("INFO")
        .containsOnlyOnce("asyncio4j runs on the portable fiber driver")
        .contains("start Java with --add-opens java.base/java.lang=ALL-UNNAMED for the faster");
  }

  @Test
  void flag_scheduledAndNothingIsSaid() {
    Result result = onClassPath.with(OPEN).run(DriverProgram.class);

    assertThat(result.output().lines()).containsExactly("driver=scheduled", "driver=scheduled");
  }

  @Test
  void propertyPortable_portableInSpiteOfTheFlag() {
    Result result = onClassPath.with(OPEN, "-Dasyncio4j.fiber=portable").run(DriverProgram.class);

    assertThat(result.output())
        .contains("driver=portable")
        .contains("-Dasyncio4j.fiber=portable asks for it");
  }

  @Test
  void propertyScheduledWithoutFlag_portableAndSaysWhy() {
    Result result = onClassPath.with("-Dasyncio4j.fiber=scheduled").run(DriverProgram.class);

    assertThat(result.exit()).isZero();
    assertThat(result.output()).contains("driver=portable").contains("java.lang is not open");
  }

  @Test
  void propertyUnknownWord_failsNamingTheWordAndTheRightOnes() {
    Result result = onClassPath.with("-Dasyncio4j.fiber=fast").run(DriverProgram.class);

    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("-Dasyncio4j.fiber: fast (expected: scheduled, portable)");
  }

  @Test
  void modulePathAndFlagForUnnamedOnly_portableAndTheLineNamesTheModule() {
    Result result = onModulePath.with(OPEN).run(DriverProgram.class);

    assertThat(result.output())
        .contains("driver=portable")
        .contains("--add-opens java.base/java.lang=ALL-UNNAMED,org.asyncio4j.core");
  }

  @Test
  void modulePathAndFlagForTheModule_scheduled() {
    Result result = onModulePath.with(OPEN + ",org.asyncio4j.core").run(DriverProgram.class);

    assertThat(result.output()).contains("driver=scheduled");
  }
}
