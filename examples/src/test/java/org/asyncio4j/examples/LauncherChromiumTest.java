package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.asyncio;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline's page in a real browser: complete, and something to see. */
class LauncherChromiumTest {
  @TempDir private Path folder;

  private Chromium chromium;

  @BeforeEach
  void findChromium() {
    chromium = Chromium.required(folder);
  }

  private Path pageOf(String... program) throws Exception {
    Path page = folder.resolve("out.html");
    String[] command = new String[program.length + 3];
    command[0] = "tour";
    command[1] = "--timeline";
    command[2] = page.toString();
    System.arraycopy(program, 0, command, 3, program.length);
    var result = asyncio(command).run();
    assertThat(result.code()).as(result.errors()).isZero();
    return page;
  }

  private static long count(String dom, String pattern) {
    return Pattern.compile(pattern).matcher(dom).results().count();
  }

  @Test
  void gather_isComplete() throws Exception {
    Path page = pageOf("3");

    String dom = chromium.elementsOf(page);

    assertThat(dom).contains("data-ready=\"true\"", "<h1>Timeline of T03Gather</h1>");
    assertThat(dom).contains("5 tasks in ", ">gather(").contains("data-tip=\"", "T03Gather.java:");
    assertThat(count(dom, "<g class=\"row\"")).isEqualTo(5);
    assertThat(count(dom, "<g class=\"mark done\" data-a")).isEqualTo(5);
    assertThat(count(dom, "<path class=\"arrow( part)?\" data-a")).isEqualTo(4);
    assertThat(count(dom, "<text class=\"tick\"")).isBetween(3L, 16L);
    assertThat(dom).contains(">'A'</text>", ">'B'</text>", ">'one'</text>", ">2</text>");
    assertThat(dom).contains("</svg> runs</li>", "</svg> awaits</li>", "</svg> done</li>");
  }

  @Test
  void shield_hasAPartForEachLoop_withRequestAndCancellation() throws Exception {
    Path page = pageOf("10");

    String dom = chromium.elementsOf(page);

    assertThat(count(dom, "<section class=\"loop\"")).isEqualTo(2);
    assertThat(count(dom, "<g class=\"row\"")).isEqualTo(6);
    assertThat(count(dom, "<g class=\"mark cancel\" data-a")).isEqualTo(1);
    assertThat(count(dom, "<g class=\"mark cancelled\" data-a")).isEqualTo(1);
    assertThat(dom).contains("CancelledError()");
  }

  @Test
  void nothing_liesOutsideItsDrawing() throws Exception {
    String dom = chromium.elementsOf(pageOf("4"));

    double width = 0;
    var plot = Pattern.compile("<svg class=\"plot\" width=\"([0-9.]+)\"").matcher(dom);
    while (plot.find()) {
      width = Double.parseDouble(plot.group(1));
    }
    double widest = width;
    assertThat(
            Pattern.compile("<rect class=\"bar\" x=\"([0-9.]+)\"")
                .matcher(dom)
                .results()
                .map(bar -> Double.parseDouble(bar.group(1))))
        .isNotEmpty()
        .allMatch(x -> x >= 0 && x < widest);
  }

  @Test
  void screenshot_showsBarsMarksAndText() throws Exception {
    Path page = pageOf("10");

    BufferedImage picture = chromium.screenshotOf(page, 1280, 700);

    Map<Integer, Integer> colours = new TreeMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    assertThat(colours.getOrDefault(0xffffff, 0)).as("paper").isGreaterThan(400_000);
    assertThat(colours.getOrDefault(0x0072b2, 0)).as("bars: %s", most(colours)).isGreaterThan(500);
    assertThat(colours.getOrDefault(0x009e73, 0)).as("discs").isGreaterThan(100);
    assertThat(colours.getOrDefault(0xa3498a, 0)).as("diamond").isGreaterThan(10);
    assertThat(colours.getOrDefault(0xe69f00, 0)).as("triangle").isGreaterThan(10);
    assertThat(colours).as("smooth text").hasSizeGreaterThan(100);
  }

  private static String most(Map<Integer, Integer> colours) {
    return colours.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(8)
        .map(each -> "%06x %d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
