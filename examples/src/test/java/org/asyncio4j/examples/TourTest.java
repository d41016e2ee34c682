package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each program prints what the comment on top of its file shows, in the time that the tour states.
 */
class TourTest {

  static List<Program> programs() {
    return Program.all();
  }

  @Test
  void tour_hasSixteenProgramsBelowSeventySeconds() {
    List<Program> tour = programs();

    assertThat(tour).hasSize(16);
    assertThat(tour.stream().mapToInt(Program::seconds).sum()).isLessThan(70);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void firstLineOfComment_isTitleInTour(Program program) {
    String first = program.comment().getFirst();

    assertThat(first).isEqualTo(program.number() + ". " + program.title());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_printsWhatItsCommentShows(Program program) throws Exception {
    List<String> printed;

    try (var _ = VirtualClock.install()) {
      printed = program.output();
    }

    assertThat(printed).zipSatisfy(program.shownOutput(), TourTest::assertMatches);
    assertThat(printed).hasSameSizeAs(program.shownOutput());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_takesTheSecondsThatTheTourStates(Program program) throws Exception {
    Duration taken;

    try (var virtual = VirtualClock.install()) {
      var start = virtual.clock().time();
      program.output();
      taken = virtual.clock().time().minus(start);
    }

    assertThat(taken).isEqualTo(Duration.ofSeconds(program.seconds()));
  }

  static void assertMatches(String printed, String shown) {
    assertThat(Program.matches(printed, shown))
        .as("printed: %s%nshown:   %s", printed, shown)
        .isTrue();
  }
}
