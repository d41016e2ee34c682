package org.asyncio4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCompilerTest {
  private Path folder;
  private Path list;

  @BeforeEach
  void makeFolder(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.resolve("with spaces")).toRealPath();
    list = folder.resolve("made/program");
  }

  private Path source(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private record Outcome(int code, String errors) {}

  private Outcome compile(Path file) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int code = ProgramCompiler.compile(file, list);
      return new Outcome(code, errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Files.readAllLines(list).get(1))) {
      return jar.stream().map(JarEntry::getName).sorted().toList();
    }
  }

  @Test
  void compactSource_isNamedAfterItsFile() throws Exception {
    Path file = source("Hello.java", "void main() { Runnable r = () -> {}; new Object() {}; }");

    Outcome outcome = compile(file);

    assertThat(outcome).isEqualTo(new Outcome(0, ""));
    assertThat(Files.readAllLines(list))
        .hasSize(3)
        .startsWith("Hello")
        .endsWith(Checksum.line(file));
    assertThat(entries()).containsExactly("Hello$1.class", "Hello.class");
  }

  @Test
  void severalClasses_theFirstIsTheProgram() throws Exception {
    Path file = source("Two.java", "class First { static void main() {} } class Second {}");

    assertThat(compile(file).code()).isZero();

    assertThat(Files.readAllLines(list).getFirst()).isEqualTo("First");
    assertThat(entries()).containsExactly("First.class", "Second.class");
  }

  @Test
  void otherSources_areFoundBelowTheFolderOfThePackage() throws Exception {
    Path file =
        source("src/a/b/Main.java", "package a.b; class Main { void main() { a.c.Other.x(); } }");
    Path other =
        source(
            "src/a/c/Other.java", "package a.c; public class Other { public static void x() {} }");

    Outcome outcome = compile(file);

    assertThat(outcome).isEqualTo(new Outcome(0, ""));
    assertThat(Files.readAllLines(list))
        .startsWith("a.b.Main")
        .endsWith(Checksum.line(file), Checksum.line(other));
    assertThat(entries()).containsExactly("a/b/Main.class", "a/c/Other.class");
  }

  @Test
  void anotherFolder_isNoPartOfThePaths() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    Path relative = Path.of("").toAbsolutePath().relativize(file);

    assertThat(compile(relative).code()).isZero();

    assertThat(Path.of(Files.readAllLines(list).get(2).split(" ", 3)[2])).isAbsolute();
  }

  @Test
  void syntaxError_isShownWithItsPlace() throws Exception {
    Path file = source("Bad.java", "void main() { IO.println(1 }");

    Outcome outcome = compile(file);

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.errors())
        .startsWith(file + ":1: error: ')' or ',' expected\n")
        .endsWith("error: compilation failed\n");
    assertThat(list).doesNotExist();
  }

  @Test
  void wrongType_isShownWithItsPlace() throws Exception {
    Path file = source("Bad.java", "void main() { int x = \"\"; }");

    Outcome outcome = compile(file);

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.errors())
        .startsWith(file + ":1: error: incompatible types: String cannot be converted to int\n")
        .endsWith("error: compilation failed\n");
  }

  @Test
  void noClass_saysSo() throws Exception {
    Outcome outcome = compile(source("Empty.java", "// nothing\n"));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.errors()).startsWith("error: no class declared in source file\n");
  }

  @Test
  void noPlaceForTheResult_isForJavasOwnLauncher() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    Files.writeString(folder.resolve("made"), "a file, no folder");

    assertThat(compile(file)).isEqualTo(new Outcome(3, ""));
  }

  @Test
  void secondTime_leavesTheJarOfAProgramThatIsAboutToStart() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    compile(file);
    Path first = Path.of(Files.readAllLines(list).get(1));
    compile(file);
    Path second = Path.of(Files.readAllLines(list).get(1));

    assertThat(second).isNotEqualTo(first);
    assertThat(first).exists();
  }

  @Test
  void jarsOfTheDayBeforeYesterday_areDeleted() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    compile(file);
    Path first = Path.of(Files.readAllLines(list).get(1));
    Files.setLastModifiedTime(first, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    compile(file);

    assertThat(first).doesNotExist();
  }
}
