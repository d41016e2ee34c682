package org.asyncio4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every program of the corpus gives CPython's trace, line by line. */
class ConformanceTest {
  /** Programs in one test: a scenario file is less than this. */
  private static final int BATCH = 100;

  @Test
  void driver_isTheExpectedOne() {
    assertThat(ProgramRunner.driver()).isEqualTo(System.getProperty("asyncio4j.expectedDriver"));
  }

  @Test
  void everyProgram_hasATrace() throws IOException {
    Set<String> programs = new TreeSet<>();

    for (Path file : Resources.programs()) {
      Program.read(file).forEach(program -> programs.add(program.name()));
    }

    assertThat(programs).hasSizeGreaterThan(909).isEqualTo(Resources.traces().keySet());
  }

  @Test
  void everyProgram_isExpressible() throws IOException {
    Set<String> missing = new TreeSet<>();
    Rules rules = Rules.all();

    for (Path file : Resources.programs()) {
      Program.read(file).forEach(program -> missing.addAll(Expressible.missing(program, rules)));
    }

    assertThat(missing).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> traces_areIdenticalToCpythons() throws IOException {
    Map<String, List<String>> traces = Resources.traces();
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Resources.programs()) {
      List<Program> programs = Program.read(file);
      IntStream.iterate(0, from -> from < programs.size(), from -> from + BATCH)
          .mapToObj(from -> programs.subList(from, Math.min(from + BATCH, programs.size())))
          .forEach(batch -> tests.add(test(file, batch, traces)));
    }
    return tests.stream();
  }

  private static DynamicTest test(
      Path file, List<Program> programs, Map<String, List<String>> traces) {
    String name =
        "%s: %s to %s"
            .formatted(file.getFileName(), programs.getFirst().name(), programs.getLast().name());
    return DynamicTest.dynamicTest(name, () -> compare(programs, traces));
  }

  private static void compare(List<Program> programs, Map<String, List<String>> traces) {
    ProgramRunner runner = new ProgramRunner();
    Tally tally = new Tally(traces);

    programs.forEach(program -> tally.add(runner.run(program)));

    if (!tally.differences().isEmpty()) {
      fail(tally + "\n" + String.join("\n", tally.differences()));
    }
  }
}
