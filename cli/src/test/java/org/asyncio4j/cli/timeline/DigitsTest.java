package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.timeline.Recorded.seconds;

import java.util.Locale;
import org.asyncio4j.Asyncio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files are read by machines: where people write other digits too. */
class DigitsTest {
  private static final String OTHER_DIGITS = "(?s).*[\\p{Nd}&&[^0-9]].*";

  private final Locale before = Locale.getDefault();
  private final Timeline timeline =
      Recorded.of(() -> Asyncio.createTask("one", () -> Asyncio.sleep(seconds(1))).await());

  @BeforeEach
  void inEgypt() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat(String.format(Locale.getDefault(), "%d", 1)).matches(OTHER_DIGITS);
  }

  @AfterEach
  void backHome() {
    Locale.setDefault(before);
  }

  @Test
  void page_hasDigitsOfAscii() {
    assertThat(Page.of(timeline)).doesNotMatch(OTHER_DIGITS);
  }

  @Test
  void picture_hasDigitsOfAscii() {
    assertThat(Picture.of(timeline, "one task")).doesNotMatch(OTHER_DIGITS);
  }

  @Test
  void traceEvents_haveDigitsOfAscii() {
    assertThat(TraceEvents.of(timeline)).doesNotMatch(OTHER_DIGITS);
  }
}
