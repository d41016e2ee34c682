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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramCompilerTest {
  private Path folder;
  private Path list;

  @BeforeEach
  void makeFolder(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.resolve("with spaces")).toRealPath();
    list = folder.resolve("made/program");
  }

  /** A source that has not changed for a while. */
  private Path source(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private boolean compile(Path file) {
    return ProgramCompiler.compile(file.getFileName().toString(), file, list);
  }

  private List<String> made() throws IOException {
    return Files.readAllLines(list);
  }

  private List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(made().get(1))) {
      return jar.stream().map(JarEntry::getName).sorted().toList();
    }
  }

  private static String errorsOf(Runnable code) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      code.run();
    } finally {
      System.setErr(before);
    }
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void compactSource_isNamedAfterItsFile() throws Exception {
    Path file = source("Hello.java", "void main() { Runnable r = () -> {}; new Object() {}; }");

    assertThat(compile(file)).isTrue();

    assertThat(made())
        .containsExactly("Hello", made().get(1), file.getParent().toString(), Checksum.line(file));
    assertThat(entries()).containsExactly("Hello$1.class", "Hello.class");
  }

  @Test
  void firstClassWithAMain_isTheProgram() throws Exception {
    Path file =
        source("Two.java", "class First { static void main() {} } class Two { void main() {} }");

    assertThat(compile(file)).isTrue();

    assertThat(made().getFirst()).isEqualTo("First");
    assertThat(entries()).containsExactly("First.class", "Two.class");
  }

  @Test
  void firstClassWithoutAMain_isNot() throws Exception {
    Path file = source("Prog.java", "record Point(int x) {} class Prog { void main() {} }");

    assertThat(compile(file)).isTrue();

    assertThat(made().getFirst()).isEqualTo("Prog");
  }

  @Test
  void inheritedMain_isAMain() throws Exception {
    Path file = source("Heir.java", "class Heir extends Base {} class Base { void main() {} }");

    assertThat(compile(file)).isTrue();

    assertThat(made().getFirst()).isEqualTo("Heir");
  }

  @Test
  void otherSources_areFoundBelowTheFolderOfThePackage() throws Exception {
    Path file =
        source("src/a/b/Main.java", "package a.b; class Main { void main() { a.c.Other.x(); } }");
    Path other =
        source(
            "src/a/c/Other.java", "package a.c; public class Other { public static void x() {} }");

    assertThat(compile(file)).isTrue();

    assertThat(made())
        .containsExactly(
            "a.b.Main",
            made().get(1),
            folder.resolve("src").toString(),
            Checksum.line(file),
            Checksum.line(other));
    assertThat(entries()).containsExactly("a/b/Main.class", "a/c/Other.class");
  }

  @Test
  void warnings_nameTheFileAsTheUserDoes() throws Exception {
    Path file = source("Old.java", "void main() { new Thread().getId(); }");

    String errors = errorsOf(() -> assertThat(compile(file)).isTrue());

    assertThat(errors)
        .startsWith("Old.java:1: warning: [deprecation] getId() in Thread has been deprecated\n");
  }

  /** Its launcher says what is wrong, and it would do so a second time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "void main() { IO.println(1 }",
        "void main() { int x = \"\"; }",
        "// nothing",
        "class Program {}",
        "package somewhere.other; class Program { void main() {} }"
      })
  void errors_areForJavasOwnLauncher(String text) throws Exception {
    Path file = source("Program.java", text);

    String errors = errorsOf(() -> assertThat(compile(file)).isFalse());

    assertThat(errors).isEmpty();
    assertThat(list).doesNotExist();
  }

  @Test
  void folderOfAModule_isForJavasOwnLauncher() throws Exception {
    source("module-info.java", "module m {}");

    assertThat(compile(source("Program.java", "void main() {}"))).isFalse();
  }

  @Test
  void folderInPlaceOfAFile_isForJavasOwnLauncher() throws Exception {
    assertThat(compile(Files.createDirectory(folder.resolve("Program.java")))).isFalse();
  }

  /** The compiler may have read what was there before. */
  @Test
  void sourceThatHasJustChanged_isNotTakenForWhatWasCompiled() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));

    assertThat(compile(file)).isTrue();

    assertThat(made()).endsWith("changing " + Checksum.line(file));
  }

  @Test
  void noPlaceForTheResult_isForJavasOwnLauncher() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    Files.writeString(folder.resolve("made"), "a file, no folder");

    assertThat(compile(file)).isFalse();
  }

  @Test
  void secondTime_leavesTheJarOfAProgramThatIsAboutToStart() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    compile(file);
    Path first = Path.of(made().get(1));
    age(first);

    compile(file);

    assertThat(Path.of(made().get(1))).isNotEqualTo(first);
    assertThat(first).exists();
  }

  @Test
  void jarsThatWereReplacedLongAgo_areDeleted() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    compile(file);
    Path first = Path.of(made().get(1));
    compile(file);
    age(first);

    compile(file);

    assertThat(first).doesNotExist();
  }

  @Test
  void jarsOfAProgramWithALongerName_stay() throws Exception {
    Path file = source("Hello.java", "void main() {}");
    compile(file);
    Path other = Files.writeString(list.resolveSibling(list.getFileName() + ".x.1.jar"), "");
    age(other);

    compile(file);

    assertThat(other).exists();
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
  }
}
