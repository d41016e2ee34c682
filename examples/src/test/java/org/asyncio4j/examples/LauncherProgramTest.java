package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.PROJECT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code asyncio run} keeps programs that it has compiled, and the classes that they need. In a
 * project that has this build's jars and nothing else.
 */
class LauncherProgramTest {
  private static final String PREPARING =
      "asyncio: preparing a quicker start (once, until a source changes)\n";

  private static Path prepared;

  private Path project = prepared;
  private Path work;

  /** One project for all tests that only use its caches. */
  @BeforeAll
  static void prepare(@TempDir Path temp) throws Exception {
    prepared = makeProject(temp);
    Path program = Files.writeString(temp.resolve("Nothing.java"), "void main() {}");
    var result =
        Command.script(prepared.resolve("asyncio"), "run", program.toString())
            .without("ASYNCIO_BUILD")
            .run();
    assertThat(result).isEqualTo(new Command.Result(0, "", PREPARING));
  }

  @BeforeEach
  void makeFolder(@TempDir Path temp) throws IOException {
    work = Files.createDirectory(temp.resolve("with spaces")).toRealPath();
  }

  private static Path makeProject(Path temp) throws IOException {
    Path project = Files.createDirectory(temp.resolve("the project")).toRealPath();
    Files.copy(PROJECT.resolve("asyncio"), project.resolve("asyncio"));
    Files.writeString(project.resolve("pom.xml"), "");
    for (String module : List.of("launcher", "core", "io")) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.writeString(project.resolve(module).resolve("pom.xml"), "");
      Path target = Path.of(module, "target");
      LauncherTest.copyJars(PROJECT.resolve(target), project.resolve(target));
    }
    Path examples = Files.createDirectory(project.resolve("examples"));
    String warmUp = "T01YieldingOnce.java";
    Files.copy(PROJECT.resolve("examples").resolve(warmUp), examples.resolve(warmUp));
    return project;
  }

  private Path source(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path says(String word) throws IOException {
    return source("Say.java", "void main() { IO.println(\"" + word + "\"); }");
  }

  private Command run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Command.script(project.resolve("asyncio"), all).without("ASYNCIO_BUILD").in(work);
  }

  private Path made(String name) {
    return project.resolve("launcher/target").resolve(name);
  }

  private Path cache(String of) {
    return made("asyncio-" + of + "-" + System.getProperty("java.version") + ".aot");
  }

  private Path list(Path source) {
    return made("programs")
        .resolve(System.getProperty("java.version"))
        .resolve(source.toString().replace('/', '%'));
  }

  @Test
  void firstRun_preparesAndCompiles_theSecondDoesNeither(@TempDir Path temp) throws Exception {
    project = makeProject(temp);
    Path program = says("hello");

    var first = run("Say.java").run();
    FileTime compiled = Files.getLastModifiedTime(list(program));
    var second = run("Say.java").run();

    assertThat(first).isEqualTo(new Command.Result(0, "hello\n", PREPARING));
    assertThat(second).isEqualTo(new Command.Result(0, "hello\n", ""));
    assertThat(Files.getLastModifiedTime(list(program))).isEqualTo(compiled);
    assertThat(cache("run")).isNotEmptyFile();
    assertThat(cache("compile")).isNotEmptyFile();
    assertThat(made("").toFile().list())
        .as("nothing is left of the warming up")
        .filteredOn(name -> name.startsWith("asyncio-"))
        .containsExactlyInAnyOrder(
            cache("run").getFileName().toString(), cache("compile").getFileName().toString());
  }

  /** With {@code AOTMode=on} the JVM does not start if it has to refuse the cache. */
  @Test
  void cachesOfClasses_fitTheClassPaths() throws Exception {
    Path program = says("hello");
    run("Say.java").run();
    List<String> lines = Files.readAllLines(list(program));
    String library = jar("launcher") + ":" + jar("core") + ":" + jar("io");

    var runs = java("run", library + ":" + lines.get(1) + ":" + work, "Say");
    var compiles =
        java(
            "compile",
            library,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "org.asyncio4j.launcher.ProgramCompiler",
            "Say.java",
            program.toString(),
            work.resolve("list").toString());

    assertThat(runs).isEqualTo(new Command.Result(0, "hello\n", ""));
    assertThat(compiles).isEqualTo(new Command.Result(0, "", ""));
    assertThat(work.resolve("list")).isNotEmptyFile();
  }

  private Command.Result java(String cache, String classPath, String... rest) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:AOTMode=on",
                "-XX:AOTCache=" + cache(cache),
                "-cp",
                classPath));
    arguments.addAll(List.of(rest));
    return Command.script(Command.JDK.resolve("bin/java"), arguments.toArray(new String[0])).run();
  }

  private Path jar(String module) throws IOException {
    try (var jars =
        Files.newDirectoryStream(project.resolve(module).resolve("target"), "asyncio4j-*.jar")) {
      return jars.iterator().next();
    }
  }

  @Test
  void pathWithDots_isCompiledOnceToo() throws Exception {
    says("hello");
    Path folder = Files.createDirectory(work.resolve("folder"));
    String dotted = "../Say.java";
    run(dotted).in(folder).run();
    Path list = list(folder.resolve(dotted));
    String made = Files.readString(list);

    assertThat(run(dotted).in(folder).run()).isEqualTo(new Command.Result(0, "hello\n", ""));
    assertThat(Files.readString(list)).isEqualTo(made);
  }

  /** As after {@code mv}: the new text is older than what was compiled. */
  @Test
  void anotherTextOfAnyAge_isCompiledAgain() throws Exception {
    says("one");
    run("Say.java").run();
    Files.setLastModifiedTime(says("two"), FileTime.from(Instant.EPOCH));

    assertThat(run("Say.java").run()).isEqualTo(new Command.Result(0, "two\n", ""));
  }

  @Test
  void anotherTextOfASourceThatItMentions_isCompiledAgain() throws Exception {
    source("app/Main.java", "package app; class Main { void main() { IO.println(Word.IS); } }");
    source("app/Word.java", "package app; class Word { static final String IS = \"one\"; }");
    var first = run("app/Main.java").run();
    source("app/Word.java", "package app; class Word { static final String IS = \"two\"; }");

    var second = run("app/Main.java").run();

    assertThat(first.output()).isEqualTo("one\n");
    assertThat(second.output()).isEqualTo("two\n");
  }

  @Test
  void mentionedSourceThatIsGone_isAnError() throws Exception {
    source("Main.java", "void main() { IO.println(Word.IS); }");
    Path word = source("Word.java", "class Word { static final String IS = \"one\"; }");
    run("Main.java").run();
    Files.delete(word);

    var result = run("Main.java").run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("cannot find symbol").contains("compilation failed");
  }

  @Test
  void newerLibrary_isCompiledAgainst(@TempDir Path temp) throws Exception {
    project = makeProject(temp);
    Path program = says("hello");
    run("Say.java").run();
    FileTime compiled = Files.getLastModifiedTime(list(program));
    FileTime later = FileTime.from(Instant.now().plusSeconds(1));
    Files.setLastModifiedTime(jar("core"), later);

    var result = run("Say.java").run();

    assertThat(result).isEqualTo(new Command.Result(0, "hello\n", PREPARING));
    assertThat(Files.getLastModifiedTime(list(program))).isGreaterThan(compiled);
  }

  @Test
  void errorsOfTheCompiler_areShown_andTheOldProgramIsNotRun() throws Exception {
    says("hello");
    run("Say.java").run();
    source("Say.java", "void main() { IO.println(1 }");

    var result = run("Say.java").run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .startsWith("Say.java:1: error: ')' or ',' expected\n")
        .endsWith("1 error\nerror: compilation failed\n");
  }

  @Test
  void argumentsExitCodeAndTrace_areTheProgramsOwn() throws Exception {
    source(
        "Exit.java",
        """
        void main(String[] args) {
          IO.println(List.of(args));
          if (args.length == 1) {
            throw new IllegalStateException("thrown");
          }
          System.exit(7);
        }
        """);
    run("Exit.java").run();

    var exits = run("Exit.java", "--version", "", "two words").run();
    var throwing = run("Exit.java", "one").run();

    assertThat(exits).isEqualTo(new Command.Result(7, "[--version, , two words]\n", ""));
    assertThat(throwing.code()).isEqualTo(1);
    assertThat(throwing.errors())
        .isEqualTo(
            """
            Exception in thread "main" java.lang.IllegalStateException: thrown
            \tat Exit.main(Exit.java:4)
            """);
  }

  /** As with a link named "current": the same path is another program. */
  @Test
  void linkToAnotherFolder_isAnotherProgram() throws Exception {
    for (String release : List.of("one", "two")) {
      source(release + "/Main.java", "void main() { IO.println(Word.IS); }");
      source(
          release + "/Word.java", "class Word { static final String IS = \"" + release + "\"; }");
    }
    Path current = Files.createSymbolicLink(work.resolve("current"), work.resolve("one"));
    String main = current.resolve("Main.java").toString();
    var before = run(main).run();
    Files.delete(current);
    Files.createSymbolicLink(current, work.resolve("two"));

    assertThat(before.output()).isEqualTo("one\n");
    assertThat(run(main).run().output()).isEqualTo("two\n");
  }

  @Test
  void resources_areFoundBesideTheSource() throws Exception {
    source("text.txt", "found");
    source(
        "Find.java",
        """
        void main() throws Exception {
          try (var text = ClassLoader.getSystemResourceAsStream("text.txt")) {
            IO.println(new String(text.readAllBytes()));
          }
        }
        """);

    assertThat(run("Find.java").run()).isEqualTo(new Command.Result(0, "found\n", ""));
  }

  @Test
  void classpathVariable_isCompiledAgainst_andNothingIsTakenFromBefore() throws Exception {
    source("lib/Word.java", "public class Word { public static String is() { return \"lib\"; } }");
    Path program = source("a/Say.java", "void main() { IO.println(Word.is()); }");
    Path classes = Files.createDirectory(work.resolve("classes"));
    Process javac =
        new ProcessBuilder(
                Command.JDK.resolve("bin/javac").toString(),
                "-d",
                classes.toString(),
                work.resolve("lib/Word.java").toString())
            .start();
    assertThat(javac.waitFor()).isZero();
    Command with = run("a/Say.java").env("CLASSPATH", classes.toString());

    var first = with.run();
    String made = Files.readString(list(program));
    var second = with.run();

    assertThat(List.of(first, second)).containsOnly(new Command.Result(0, "lib\n", ""));
    assertThat(Files.readString(list(program))).isNotEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--enable-preview --source 25",
        "-XX:+UseParallelGC",
        "-Xshare:off",
        "--add-modules jdk.httpserver"
      })
  void optionsOfJavasOwn_areForJavasOwnLauncher(String options) throws Exception {
    Path program = says("hello");

    var result = run("Say.java").env("JDK_JAVA_OPTIONS", options).run();

    assertThat(result.code()).as("%s", result).isZero();
    assertThat(result.output()).isEqualTo("hello\n");
    assertThat(list(program)).doesNotExist();
  }

  @Test
  void colonInAPath_isNoSeparator() throws Exception {
    source("at 10:30/Say.java", "void main() { IO.println(Word.IS); }");
    source("at 10:30/Word.java", "class Word { static final String IS = \"hello\"; }");

    assertThat(run("at 10:30/Say.java").run()).isEqualTo(new Command.Result(0, "hello\n", ""));
  }

  @Test
  void buildNever_takesWhatThereIs_andWritesNothing() throws Exception {
    says("hello");
    run("Say.java").run();
    Path program = source("Other.java", "void main() { IO.println(\"other\"); }");

    var known = run("Say.java").env("ASYNCIO_BUILD", "never").run();
    var unknown = run("Other.java").env("ASYNCIO_BUILD", "never").run();

    assertThat(known).isEqualTo(new Command.Result(0, "hello\n", ""));
    assertThat(unknown).isEqualTo(new Command.Result(0, "other\n", ""));
    assertThat(list(program)).doesNotExist();
  }

  @Test
  void buildNeverAndAnotherLibrary_doesNotRunWhatWasCompiledWithTheOldOne(@TempDir Path temp)
      throws Exception {
    project = makeProject(temp);
    Path program = says("hello");
    run("Say.java").run();
    Files.writeString(Path.of(Files.readAllLines(list(program)).get(1)), "an old program");
    Files.setLastModifiedTime(jar("core"), FileTime.from(Instant.now().plusSeconds(1)));

    var result = run("Say.java").env("ASYNCIO_BUILD", "never").run();

    assertThat(result).isEqualTo(new Command.Result(0, "hello\n", ""));
  }

  /** In place of a folder that is closed: root, as which tests may run, could write there. */
  @Test
  void noPlaceForPrograms_runsAllTheSame(@TempDir Path temp) throws Exception {
    project = makeProject(temp);
    says("hello");
    Files.writeString(made("programs"), "a file, no folder");

    var result = run("Say.java").run();

    assertThat(result).isEqualTo(new Command.Result(0, "hello\n", PREPARING));
  }

  /** The sign that stands for a slash in the names of what is kept. */
  @Test
  void percentInAPath_isNotTakenForASlash() throws Exception {
    source("a/Say.java", "void main() { IO.println(\"slash\"); }");
    source("a%Say.java", "class Say { static void main() { IO.println(\"percent\"); } }");
    run("a/Say.java").run();

    assertThat(run("a%Say.java").run()).isEqualTo(new Command.Result(0, "percent\n", ""));
  }

  @Test
  void damagedCache_isLeftAsideInSilence(@TempDir Path temp) throws Exception {
    project = makeProject(temp);
    says("hello");
    run("Say.java").run();
    Files.writeString(cache("run"), "damaged");
    Files.writeString(cache("compile"), "damaged");

    assertThat(run("Say.java").run()).isEqualTo(new Command.Result(0, "hello\n", ""));
  }
}
