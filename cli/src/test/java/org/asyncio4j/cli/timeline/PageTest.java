package org.asyncio4j.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.timeline.Recorded.seconds;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;

/** The page and the picture, as text; what a browser makes of them is tested in examples. */
class PageTest {
  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  private static Timeline tasks(int count) {
    return Recorded.of(() -> {
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(Asyncio.createTask("job " + i, () -> Asyncio.sleep(seconds(1))));
      }
      Asyncio.wait(all);
    });
  }

  @Test
  void page_asksForNothingOutsideItself() {
    String page = Page.of(tasks(3));

    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("src=\"", "href=", "@import", "url(h", "fetch(", "https://");
    assertThat(count(page, "http://")).as("the name of SVG, in the script").isEqualTo(1);
  }

  @Test
  void everyTask_hasARowAndAMarkForItsEnd() {
    String page = Page.of(tasks(3));

    assertThat(count(page, "<g class=\"row\"")).isEqualTo(4);
    assertThat(count(page, "<g class=\"mark done\" data-a")).isEqualTo(4);
    assertThat(count(page, "class=\"piece wait\" data-a")).isEqualTo(4);
  }

  @Test
  void textsOfTheProgram_areEscaped() {
    String evil = "</text><script>alert('\"&')</script>\u0000\ud800";

    Timeline timeline =
        Recorded.of(() -> {
          Task<?> task =
              Asyncio.createTask(
                  evil,
                  (Action)
                      () -> {
                        throw new IllegalStateException(evil);
                      });
          Asyncio.wait(List.of(task));
          assertThat(task.exception()).isNotNull();
        });

    String page = Page.of(timeline);
    assertThat(count(page, "<script>")).isEqualTo(1);
    assertThat(page).contains("&lt;script&gt;alert(").doesNotContain("alert('", "\u0000");
  }

  @Test
  void picture_hasEscapedTitleAndNames() {
    String picture =
        Picture.of(Recorded.of(() -> Asyncio.createTask("<&\"'>", () -> 1).await()), "<title>");

    assertThat(picture)
        .startsWith("<svg xmlns=")
        .contains("<title>&lt;title&gt;</title>", ">&lt;&amp;&quot;&#39;&gt;</text>");
  }

  @Test
  void picture_countsUnnamedTasksAnew() {
    Action program = () -> Asyncio.gather(Asyncio.action(() -> {}), () -> 2).await();

    String first = Picture.of(Recorded.of(program), "t");
    String second = Picture.of(Recorded.of(program), "t");

    assertThat(second).isEqualTo(first).contains(">main</text>", ">Task-2</text>");
  }

  @Test
  void tooManyTasks_areCutWithASentence() {
    String page = Page.of(tasks(1000));

    assertThat(count(page, "<g class=\"row\"")).isEqualTo(Rows.MOST_ROWS);
    assertThat(page)
        .contains("1,001 tasks in 1 s")
        .contains("Only the first 400 of 1,001 tasks are drawn; --timeline NAME.json has them all");
  }

  @Test
  void tooManySteps_becomePaleBars() {
    Timeline timeline =
        Recorded.of(() -> {
          for (int i = 0; i < 20_000; i++) {
            Asyncio.sleep(java.time.Duration.ofMillis(1));
          }
        });

    String page = Page.of(timeline);

    assertThat(count(page, "class=\"piece ")).isLessThan(13_000);
    assertThat(page)
        .contains("class=\"piece many\"", "runs and waits, too short to draw each")
        .contains("are drawn as one pale bar");
  }

  @Test
  void noTask_isSaid() {
    try (Recorder recorder = Recorder.start("nothing")) {
      assertThat(Page.of(recorder.timeline()))
          .contains("No task was made while this was recorded.");
    }
  }

  @Test
  void legend_explainsWhatOccurs() {
    assertThat(Page.of(tasks(1))).contains("</svg> done</li>").doesNotContain("</svg> failed</li>");
  }
}
