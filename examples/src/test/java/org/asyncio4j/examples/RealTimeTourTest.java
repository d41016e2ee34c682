package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.asyncio;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole tour by {@code ./asyncio tour}, with real sleeps: the same lines, and never too early.
 */
class RealTimeTourTest {
  private static final Pattern TIME = Pattern.compile("(Cost: |== )([0-9.]+)( s)?");

  @TempDir private static Path folder;

  private static Path page;
  private static Command.Result result;

  /** Once for all tests: it takes its time. */
  @BeforeAll
  static void runTheTour() throws Exception {
    page = folder.resolve("tour.html");
    result = asyncio("tour", "--timeline", page.toString()).run();
  }

  @Test
  void timelineOfTheTour_isCompleteInABrowser() throws Exception {
    String dom = Chromium.required(folder).elementsOf(page);

    assertThat(dom).contains("data-ready=\"true\"", "<h1>Timeline of the tour</h1>");
    for (Program program : Program.all()) {
      assertThat(dom).as("a line of each program that makes tasks").contains(program.name() + ".");
    }
    assertThat(count(dom, "<section class=\"loop\"")).isGreaterThanOrEqualTo(16);
    assertThat(count(dom, "<g class=\"row\"")).isEqualTo(count(dom, "<text class=\"name\""));
    assertThat(dom).contains("mark cancelled", "mark cancel\"", "mark done", "mark failed");
  }

  private static long count(String dom, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(dom).results().count();
  }

  @Test
  void tour_printsWhatTheCommentsShowAndIsNeverEarly() {
    List<Program> tour = Program.all();

    assertThat(result.code()).as(result.errors()).isZero();
    List<String> printed = result.output().lines().filter(line -> !line.isEmpty()).toList();
    List<String> shown =
        Stream.of(
                Stream.of(
                    "The tour: 16 programs, about … s in all. One alone: asyncio tour NUMBER"),
                tour.stream().flatMap(RealTimeTourTest::shownLines),
                Stream.of("The tour took … s"))
            .flatMap(lines -> lines)
            .toList();
    assertThat(printed).zipSatisfy(shown, RealTimeTourTest::assertLine);
  }

  private static Stream<String> shownLines(Program program) {
    return Stream.of(
            Stream.of("== " + program.number() + ". " + program.title()),
            Stream.of("   examples/" + program.name() + ".java"),
            program.shownOutput().stream(),
            Stream.of("== " + program.seconds() + " s"))
        .flatMap(lines -> lines);
  }

  /** A cost or a time may be more than shown, never less. */
  private static void assertLine(String printed, String shown) {
    Matcher least = TIME.matcher(shown);
    Matcher taken = TIME.matcher(printed);
    if (least.matches() && taken.matches()) {
      assertThat(taken.group(1)).isEqualTo(least.group(1));
      assertThat(Double.parseDouble(taken.group(2)))
          .as(shown)
          .isGreaterThanOrEqualTo(Double.parseDouble(least.group(2)));
    } else {
      TourTest.assertMatches(printed, shown);
    }
  }
}
