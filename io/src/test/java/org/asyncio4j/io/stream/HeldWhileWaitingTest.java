package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.asyncio4j.io.support.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is reported as dropped while its own method waits. */
@Timeout(120)
class HeldWhileWaitingTest {
  private static final String COMPILED = "-XX:CompileCommand=compileonly,org.asyncio4j.io.stream.";

  @Test
  void waitingMethods_keepTheirObject() throws Exception {
    List<String> output =
        JavaProgram.run(
            List.of(),
            List.of(
                "-Xcomp",
                "-XX:CompileCommand=quiet",
                COMPILED + "Process::*",
                COMPILED + "StreamWriter::*",
                COMPILED + "StreamProtocol::*"),
            HeldWhileWaitingProgram.class);

    assertThat(output)
        .endsWith("done")
        .noneMatch(line -> line.contains("nobody waits for") || line.contains("unclosed"));
  }
}
