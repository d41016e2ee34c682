package org.asyncio4j.tests.robust;

import static org.assertj.core.api.Assertions.assertThat;

import org.asyncio4j.tests.programs.MillionProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.junit.jupiter.api.Test;

/** Its times are in the output of the build; no limit is set on them here. */
class MillionTest {
  @Test
  void aMillionTasksGatheredAndAMillionAsleep_fitIntoFourGigabytes() {
    JavaProcess.Result result =
        JavaProcess.withFullCompiler()
            .with(Driver.flags())
            .with("-Xmx4g")
            .run(MillionProgram.class);

    System.out.println(result.output());
    assertThat(result.output())
        .contains("driver " + Driver.expected())
        .contains("gathered 1000000 in")
        .contains("slept 1000000 in");
    assertThat(result.exit()).isZero();
  }
}
