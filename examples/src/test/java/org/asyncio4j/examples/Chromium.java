package org.asyncio4j.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A browser without a window. */
final class Chromium {
  private static final int PATIENCE_SECONDS = 120;

  private final Path program;
  private final Path folder;

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Finds it, or leaves the test out; {@code .ci/run} sees to it that it is there. */
  static Chromium required(Path folder) {
    Optional<Chromium> found = find(folder);
    assumeTrue(found.isPresent(), "no chromium on the PATH: install it to test pages in a browser");
    return found.get();
  }

  private static Optional<Chromium> find(Path folder) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(place ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, folder));
  }

  /** Opens a page and returns its elements as text, after its script has run. */
  String elementsOf(Path page) throws IOException, InterruptedException {
    return run(List.of("--dump-dom", page.toUri().toString()));
  }

  /** Opens a page and takes a picture of the window. */
  BufferedImage screenshotOf(Path page, int width, int height)
      throws IOException, InterruptedException {
    Path picture = folder.resolve("screenshot.png");
    run(
        List.of(
            "--screenshot=" + picture,
            "--window-size=" + width + "," + height,
            "--hide-scrollbars",
            page.toUri().toString()));
    return ImageIO.read(picture.toFile());
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(arguments);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(
            "chromium failed: " + Files.readString(folder.resolve("errors.txt")));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
