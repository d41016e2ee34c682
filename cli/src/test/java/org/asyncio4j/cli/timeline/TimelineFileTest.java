package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which names a timeline may have. */
class TimelineFileTest {
  @TempDir private Path folder;

  @Test
  void unknownFormat_isRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> TimelineFile.checked("--timeline", folder.resolve("out.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out.txt' says nothing of its format (expected: NAME.html for a page")
        .hasMessageContaining("NAME.json for Perfetto");
  }

  @Test
  void missingFolder_isRefused() {
    assertThatThrownBy(() -> TimelineFile.checked("--timeline", folder.resolve("no/out.html")))
        .hasMessageContaining("cannot be written: there is no such folder, or it is closed");
  }

  @Test
  void bothFormats_areTaken() {
    assertThat(TimelineFile.checked("--timeline", folder.resolve("a.html"))).hasFileName("a.html");
    assertThat(TimelineFile.checked("--timeline", Path.of("a.json"))).hasFileName("a.json");
  }
}
