package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.PROJECT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ./asyncio} builds what is missing or out of date. It is copied into a project
 * of empty sources, where a script stands in for Maven: it writes down its arguments and puts our
 * jar in place.
 */
class LauncherBuildTest {
  private Path project;
  private Path bin;

  @BeforeEach
  void makeProject(@TempDir Path temp) throws IOException {
    project = Files.createDirectory(temp.resolve("with spaces"));
    bin = Files.createDirectory(temp.resolve("bin"));
    Files.copy(PROJECT.resolve("asyncio"), project.resolve("asyncio"));
    Files.createDirectories(project.resolve("core/src/main/java"));
    for (String file :
        List.of("pom.xml", "core/pom.xml", "core/src/main/java/Source.java", "Hello.java")) {
      Files.writeString(project.resolve(file), "void main() { IO.println(\"hello\"); }");
    }
  }

  /** Puts a command {@code mvn} on the script's PATH. */
  private void maven(String... lines) throws IOException {
    Path mvn = Files.write(bin.resolve("mvn"), List.of(lines));
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
  }

  private void workingMaven() throws IOException {
    Path jar = newestCoreJar();
    maven(
        "#!/bin/sh",
        "echo \"$@\" >>maven.log",
        "mkdir -p core/target",
        "cat '" + jar + "' >core/target/" + jar.getFileName());
  }

  private static Path newestCoreJar() throws IOException {
    try (var jars = Files.newDirectoryStream(PROJECT.resolve("core/target"), "asyncio4j-*.jar")) {
      return jars.iterator().next();
    }
  }

  private List<String> mavenCalls() throws IOException {
    Path log = project.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Command hello() {
    return Command.script(project.resolve("asyncio"), "run", "Hello.java")
        .without("ASYNCIO_BUILD")
        .env("PATH", bin + ":/usr/bin:/bin")
        .in(project);
  }

  @Test
  void firstRun_buildsOnlyWhatItNeeds() throws Exception {
    workingMaven();

    var result = hello().run();

    assertThat(result.output()).isEqualTo("hello\n");
    assertThat(result.errors())
        .isEqualTo("asyncio: building core (once, until a source changes)\n");
    assertThat(mavenCalls()).hasSize(1);
    assertThat(mavenCalls().getFirst()).contains(" -pl core -am package");
  }

  @Test
  void secondRun_buildsNothing() throws Exception {
    workingMaven();
    hello().run();

    var result = hello().run();

    assertThat(result.output()).isEqualTo("hello\n");
    assertThat(result.errors()).isEmpty();
    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void newerSource_buildsAgain() throws Exception {
    workingMaven();
    hello().run();
    Files.setLastModifiedTime(
        project.resolve("core/src/main/java/Source.java"),
        FileTime.from(Instant.now().plusSeconds(10)));

    hello().run();

    assertThat(mavenCalls()).hasSize(2);
  }

  /** Maven leaves a jar alone whose content stays the same. */
  @Test
  void jarThatMavenLeavesAlone_isNotBuiltAtEachStart() throws Exception {
    Path target = Path.of("launcher/target");
    Files.createDirectories(project.resolve("launcher/src/main"));
    LauncherTest.copyJars(PROJECT.resolve(target), project.resolve(target));
    workingMaven();
    hello().run();
    int before = mavenCalls().size();
    Files.writeString(project.resolve("launcher/pom.xml"), "");
    maven("#!/bin/sh", "echo \"$@\" >>maven.log");

    hello().run();
    hello().run();

    assertThat(mavenCalls()).hasSize(before + 1);
  }

  @Test
  void neverBuilding_takesTheOldJar() throws Exception {
    workingMaven();
    hello().run();
    Files.setLastModifiedTime(
        project.resolve("core/src/main/java/Source.java"),
        FileTime.from(Instant.now().plusSeconds(10)));

    var result = hello().env("ASYNCIO_BUILD", "never").run();

    assertThat(result.output()).isEqualTo("hello\n");
    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void archiveOfALook_isMadeOnceAndKeepsTheExitCode() throws Exception {
    for (String module : List.of("core", "agent", "cli")) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.writeString(project.resolve(module).resolve("pom.xml"), "");
      Path target = Path.of(module, "target");
      LauncherTest.copyJars(PROJECT.resolve(target), project.resolve(target));
    }
    LauncherTest.copyJars(PROJECT.resolve("cli/target/lib"), project.resolve("cli/target/lib"));
    Command look =
        Command.script(project.resolve("asyncio"), "ps", "123456789012").without("ASYNCIO_BUILD");
    String name = "asyncio-look-" + System.getProperty("java.version") + ".jsa";
    Path made = project.resolve("cli/target").resolve(name);

    var first = look.run();
    FileTime time = Files.getLastModifiedTime(made);
    var second = look.run();

    assertThat(List.of(first, second))
        .allMatch(each -> each.code() == 3)
        .allMatch(each -> each.errors().equals("asyncio ps: there is no process 123456789012\n"));
    assertThat(made).isNotEmptyFile();
    assertThat(Files.getLastModifiedTime(made)).isEqualTo(time);
  }

  @Test
  void failingBuild_showsMavensOutput() throws Exception {
    maven("#!/bin/sh", "echo '[ERROR] boom'", "exit 1");

    var result = hello().run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .contains("[ERROR] boom\n", "asyncio: the build failed; Maven's output is above\n");
  }

  @Test
  void withoutMaven_saysWhatToInstall() throws Exception {
    var result = hello().env("PATH", bin.toString()).run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "asyncio: the project must be built first and there is no mvn on the PATH;"
                + " install Maven 3.8 or later\n");
  }
}
