package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.asyncio4j.cli.timeline.Picture;
import org.asyncio4j.cli.timeline.Recorder;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/**
 * Each program of {@code docs/timeline.md} prints what stands below it and draws the picture below
 * that. {@code -Dpictures=write} writes the pictures anew.
 */
class PicturesTest {
  private static final Path PAGE = Path.of("..", "docs", "timeline.md");
  private static final Pattern IMAGE = Pattern.compile("!\\[(.*)]\\((pictures/.*\\.svg)\\)");

  @TempDir private Path folder;

  /** The picture that follows a snippet. */
  private record Shown(Snippet snippet, String title, Path file) {
    static Shown of(Snippet snippet) {
      try {
        for (String line : Files.readAllLines(PAGE).subList(snippet.line(), lastLine())) {
          Matcher image = IMAGE.matcher(line);
          if (image.matches()) {
            return new Shown(snippet, image.group(1), PAGE.resolveSibling(image.group(2)));
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      throw new AssertionError(snippet + " has no picture");
    }

    private static int lastLine() throws IOException {
      return Files.readAllLines(PAGE).size();
    }
  }

  private static List<Shown> all() throws IOException {
    return Snippet.of(PAGE).stream().map(Shown::of).toList();
  }

  @Test
  void page_hasAPictureOfEachVerb() throws IOException {
    assertThat(all())
        .extracting(shown -> shown.file().getFileName().toString())
        .doesNotHaveDuplicates()
        .contains("gather.svg", "wait.svg", "cancel.svg", "shield.svg");
  }

  @Test
  void folder_hasNoOtherPictures() throws IOException {
    try (Stream<Path> files = Files.list(PAGE.resolveSibling("pictures"))) {
      assertThat(files.map(Path::getFileName))
          .containsExactlyInAnyOrderElementsOf(
              all().stream().map(shown -> shown.file().getFileName()).toList());
    }
  }

  @TestFactory
  Stream<DynamicTest> program_drawsThePictureThatIsShown() throws IOException {
    return all().stream()
        .map(shown -> DynamicTest.dynamicTest(shown.file().toString(), () -> check(shown)));
  }

  @TestFactory
  Stream<DynamicTest> picture_isWellFormedXml() throws IOException {
    return all().stream()
        .map(shown ->
            DynamicTest.dynamicTest(
                shown.file().toString(),
                () -> {
                  Document document =
                      DocumentBuilderFactory.newDefaultInstance()
                          .newDocumentBuilder()
                          .parse(shown.file().toFile());
                  assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                      .isEqualTo(shown.title());
                }));
  }

  private void check(Shown shown) throws Exception {
    String picture;
    List<String> printed;

    try (var _ = VirtualClock.install();
        Recorder recorder = Recorder.start(shown.title())) {
      printed = shown.snippet().run(folder);
      picture = Picture.of(recorder.timeline(), shown.title());
    }

    assertThat(printed).isEqualTo(shown.snippet().output());
    if ("write".equals(System.getProperty("pictures"))) {
      Files.writeString(shown.file(), picture);
    }
    assertThat(Files.exists(shown.file())).as("%s is there", shown.file()).isTrue();
    assertThat(Files.readString(shown.file()))
        .as("drawn anew with: mvn -pl examples -am test -Dtest=PicturesTest -Dpictures=write")
        .isEqualTo(picture);
  }
}
