package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code asyncio top} in a real terminal. */
@EnabledIf("org.asyncio4j.examples.Tmux#isThere")
class LauncherTopTerminalTest {
  private LookTarget target;

  @BeforeEach
  void startProgram(@TempDir Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Demo.java"),
            """
            import static java.time.Duration.*;
            import static org.asyncio4j.Asyncio.*;

            void main() {
              run(() -> {
                IO.println("ready");
                for (int i = 0; ; i++) {
                  var task = createTask("round " + i, () -> sleep(ofMillis(50)));
                  await(task);
                }
              });
            }
            """);
    target = LookTarget.start(source, List.of(LookTarget.SCHEDULED));
  }

  @AfterEach
  void endProgram() {
    target.close();
  }

  private Tmux top(String... options) {
    return options.length == 0
        ? Tmux.start(Map.of(), "top", target.pid())
        : Tmux.start(Map.of(), "top", target.pid(), "-d", "0.2");
  }

  private static boolean hasRound(List<String> lines, String other) {
    return lines.stream().anyMatch(line -> line.matches(".* round \\d+") && !line.equals(other));
  }

  @Test
  void screen_isDrawnAgainAndAgain() {
    try (Tmux top = top("quick")) {
      top.awaitLine("1 +waiting +Demo.java:8 .* round \\d+");
      String first =
          top.lines().stream().filter(line -> line.matches(".* round \\d+")).findFirst().orElse("");

      top.await("another round", lines -> hasRound(lines, first));

      assertThat(top.lines().getFirst())
          .startsWith("process " + target.pid() + ": 1 loop, 2 tasks");
      assertThat(top.lines().getLast()).isEqualTo("q leaves");
    }
  }

  @Test
  void q_leavesAndGivesTheScreenBack() {
    try (Tmux top = top()) {
      top.awaitLine("q leaves").press("q");

      top.awaitLine("left with 0");

      assertThat(top.lines()).noneMatch(line -> line.contains("Demo.java"));
    }
  }

  @Test
  void ctrlC_leavesToo() {
    try (Tmux top = top()) {
      top.awaitLine("q leaves").press("C-c");

      top.awaitLine("left with 0");

      assertThat(target.process().isAlive()).isTrue();
    }
  }

  @Test
  void endOfTheProgram_isSaid() {
    try (Tmux top = top("quick")) {
      top.awaitLine("q leaves");
      target.process().destroyForcibly();

      top.awaitLine("asyncio top: there is no process " + target.pid());
      top.awaitLine("left with 3");
    }
  }
}
