package org.asyncio4j.io;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each package of this module may import of it, and which types users meet. */
class ArrowsTest {
  private static final String ROOT = "org.asyncio4j.io";
  private static final JavaClasses IO =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  /** Package -> what it may import of the module. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          ROOT + ".selector",
          List.of(),
          ROOT + ".transport",
          List.of(),
          ROOT + ".channel",
          List.of(ROOT + ".selector", ROOT + ".transport"),
          ROOT + ".stream",
          List.of(ROOT + ".selector", ROOT + ".transport", ROOT + ".channel"),
          ROOT,
          List.of(ROOT + ".selector", ROOT + ".transport", ROOT + ".channel"));

  private static final Set<String> HIDDEN =
      Set.of(
          ROOT + ".selector",
          ROOT + ".channel",
          "org.asyncio4j.engine",
          "org.asyncio4j.fiber",
          "org.asyncio4j.text");

  @Test
  void aPackage_importsOnlyThoseBelowIt() {
    ARROWS.forEach((from, allowed) -> {
      List<String> packages = new ArrayList<>(allowed);
      packages.add(from);
      for (String core :
          List.of("", ".contextvar", ".engine", ".error", ".fiber", ".function", ".future")) {
        packages.add("org.asyncio4j" + core);
      }
      packages.addAll(List.of("org.asyncio4j.loop", "org.asyncio4j.task"));
      packages.addAll(List.of("java..", "javax.net.ssl", "org.jspecify.."));
      classes()
          .that(resideInAPackage(from))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(packages.toArray(String[]::new))
          .check(IO);
    });
  }

  @Test
  void everyPackage_hasItsArrows() {
    Set<String> found = new TreeSet<>();
    IO.forEach(type -> found.add(type.getPackageName()));

    assertThat(found).isEqualTo(new TreeSet<>(ARROWS.keySet()));
  }

  @Test
  void publicSignatures_nameOnlyExportedTypes() {
    Set<String> found = new TreeSet<>();
    IO.stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !HIDDEN.contains(type.getPackageName()))
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method ->
            method.getAllInvolvedRawTypes().stream()
                .anyMatch(type -> HIDDEN.contains(type.getPackageName())))
        .forEach(method -> found.add(method.getFullName()));

    assertThat(found).isEmpty();
  }
}
