package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java snippet of the guide compiles, runs, and prints what stands below it. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "from-asyncio.md");

  @TempDir private Path folder;

  @Test
  void guide_hasASnippetForEachSection() throws IOException {
    List<Snippet> snippets = Snippet.of(GUIDE);

    assertThat(snippets).hasSizeGreaterThan(20);
  }

  @TestFactory
  Stream<DynamicTest> snippet_printsWhatTheGuideShows() throws IOException {
    return Snippet.of(GUIDE).stream()
        .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> check(snippet)));
  }

  private void check(Snippet snippet) throws Exception {
    List<String> printed;

    try (var _ = VirtualClock.install()) {
      printed = snippet.run(folder);
    }

    assertThat(printed).isEqualTo(snippet.output());
  }
}
