package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.repl.FakeConsole.pipe;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.junit.jupiter.api.Test;

/** What cells know without an import. */
class ImportTest {

  @Test
  void publicClassesOfTheModule_areFoundWithoutAList() {
    Map<String, String> names = PublicNames.read();

    assertThat(names)
        .containsEntry("Asyncio", "org.asyncio4j.Asyncio")
        .containsEntry("Task", "org.asyncio4j.task.Task")
        .containsEntry("ContextVar", "org.asyncio4j.contextvar.ContextVar")
        .doesNotContainKeys("Engine", "Repr", "Fiber", "package-info");
  }

  @Test
  void allOfThem_canBeNamedInACell() {
    String[] cells =
        PublicNames.read().keySet().stream().map(name -> name + ".class;").toArray(String[]::new);

    var result = pipe(cells);

    assertThat(result.code()).as(result.output()).isZero();
  }

  @Test
  void future_isOursAndNotThatOfTheJdk() {
    var result = pipe("Future.class.getName()");

    assertThat(result.output()).isEqualTo("Out[1]: 'org.asyncio4j.future.Future'\n");
  }

  @Test
  void jdksPackages_areThere() {
    var result = pipe("List.of(Duration.ZERO, Stream.of(1).count(), new BigDecimal(1))");

    assertThat(result.output()).isEqualTo("Out[1]: [PT0S, 1, 1]\n");
  }

  @Test
  void classOfACell_hidesOursOfTheSameName() {
    var result = pipe("Task.class.getName().length();", "record Task(int x) {}", "new Task(1)");

    assertThat(result.output()).endsWith("Out[3]: Task[x=1]\n");
  }

  @Test
  void importOfACell_winsOverOurs() {
    var result = pipe("import java.util.concurrent.Future;", "Future.class.getName()");

    assertThat(result.output()).isEqualTo("Out[2]: 'java.util.concurrent.Future'\n");
  }

  @Test
  void runOfCells_hasEachShapeOfTheLibrarys() {
    Stream<String> librarys = shapesOfRun(Asyncio.class);

    Stream<String> ours = shapesOfRun(org.asyncio4j.cli.repl.cell.Verbs.class);

    assertThat(ours).containsExactlyInAnyOrderElementsOf(librarys.toList());
  }

  private static Stream<String> shapesOfRun(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getName().equals("run"))
        .map(Method::getParameterTypes)
        .map(Arrays::toString);
  }
}
