package org.asyncio4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each package of core may import; the picture is in docs/adr/0001-packages.md. */
class ArrowsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  private static final String ROOT = "org.asyncio4j";

  /** Package -> what it may import of the project. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("error", List.of()),
          Map.entry("function", List.of()),
          Map.entry("text", List.of()),
          Map.entry("fiber", List.of("function", "error")),
          Map.entry("contextvar", List.of("fiber", "function", "error")),
          Map.entry("loop", List.of("contextvar", "function", "error")),
          Map.entry("engine", List.of("loop", "contextvar", "fiber", "function", "text", "error")),
          Map.entry(
              "future",
              List.of("engine", "loop", "contextvar", "fiber", "function", "text", "error")),
          Map.entry(
              "task",
              List.of(
                  "future", "engine", "loop", "contextvar", "fiber", "function", "text", "error")),
          Map.entry("debug", List.of("task", "future", "engine", "loop", "fiber", "text", "error")),
          Map.entry("jfr", List.of("debug", "task", "future", "loop")),
          Map.entry(
              "thread",
              List.of(
                  "task", "future", "engine", "loop", "contextvar", "fiber", "function", "error")),
          Map.entry(
              "context", List.of("task", "future", "engine", "loop", "fiber", "function", "error")),
          Map.entry("waiting", List.of("task", "future", "engine", "loop", "error")),
          Map.entry(
              "sync", List.of("waiting", "context", "task", "future", "function", "text", "error")),
          Map.entry("queue", List.of("waiting", "task", "future", "function", "error")));

  private static final Set<String> HIDDEN = Set.of("engine", "fiber", "jfr", "text", "waiting");

  @Test
  void aPackage_importsOnlyThoseBelowIt() {
    ARROWS.forEach((from, allowed) -> {
      List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify..", name(from)));
      if (from.equals("jfr")) {
        packages.add("jdk.jfr..");
      }
      allowed.forEach(to -> packages.add(name(to)));
      ArchRule rule =
          classes()
              .that(resideInAPackage(name(from)))
              .and(not(simpleName("EventLoop").or(simpleName("TaskFactory"))))
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(packages.toArray(String[]::new));
      rule.check(CORE);
    });
  }

  @Test
  void everyPackage_hasItsArrows() {
    Set<String> found = new TreeSet<>();
    CORE.forEach(type -> found.add(type.getPackageName()));
    found.remove(ROOT);

    Set<String> known = new TreeSet<>();
    ARROWS.keySet().forEach(each -> known.add(name(each)));

    assertThat(found).isEqualTo(known);
  }

  @Test
  void eventLoopAndTaskFactory_nameFuturesAndTasks_andNothingElseAbove() {
    classes()
        .that(simpleName("EventLoop").or(simpleName("TaskFactory")))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            name("loop"),
            name("contextvar"),
            name("function"),
            name("future"),
            name("task"))
        .check(CORE);
  }

  /**
   * Members that name a hidden type although they are public: doors for other packages of core.
   * Users cannot call them, since no value of a hidden type is to be had outside.
   */
  private static final Set<String> DOORS =
      Set.of(
          "Future.create",
          "Task.run",
          "TaskLoop.engine",
          "TaskLoop.openGenerators",
          "TaskLoop.runUntilComplete",
          "Waiter.create");

  @Test
  void publicSignatures_nameOnlyExportedTypes() {
    Set<String> found = new TreeSet<>();
    CORE.stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !HIDDEN.contains(rest(type.getPackageName())))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method ->
            method.getAllInvolvedRawTypes().stream()
                .anyMatch(type -> HIDDEN.contains(rest(type.getPackageName()))))
        .forEach(method -> found.add(method.getOwner().getSimpleName() + "." + method.getName()));
    found.removeAll(DOORS);

    assertThat(found).isEmpty();
  }

  private static String rest(String packageName) {
    return packageName.startsWith(ROOT + ".") ? packageName.substring(ROOT.length() + 1) : "";
  }

  private static String name(String rest) {
    return ROOT + "." + rest;
  }
}
