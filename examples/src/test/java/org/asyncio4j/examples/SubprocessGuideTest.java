package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link GuideTest} for the page of subprocesses and signals, in real time. */
@Timeout(60)
class SubprocessGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "subprocesses.md");

  @TempDir private Path folder;

  @Test
  void page_hasSnippets() throws IOException {
    List<Snippet> snippets = Snippet.of(PAGE);

    assertThat(snippets).hasSizeGreaterThan(4);
  }

  @TestFactory
  Stream<DynamicTest> snippet_printsWhatThePageShows() throws IOException {
    return Snippet.of(PAGE).stream()
        .map(snippet ->
            DynamicTest.dynamicTest(
                snippet.toString(),
                () -> assertThat(snippet.run(folder)).isEqualTo(snippet.output())));
  }
}
