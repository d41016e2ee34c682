package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the editor asks while a cell is typed. */
class EditorTest {
  private static Cells cells;

  @BeforeAll
  static void start() {
    cells = new Cells(new CellLoader());
    cells.compile("In [1]", null, "int twice(int number) { return 2 * number; }");
  }

  @AfterAll
  static void stop() {
    cells.close();
  }

  @Test
  void cell_isWholeOnceItsBracketsAreClosed() {
    assertThat(cells.isWhole("int f() {")).isFalse();
    assertThat(cells.isWhole("int f() {\n  return 1;\n}")).isTrue();
    assertThat(cells.isWhole("List.of(1,")).isFalse();
    assertThat(cells.isWhole("List.of(1, 2)")).isTrue();
  }

  @Test
  void secondSnippetOfACell_countsToo() {
    assertThat(cells.isWhole("int x = 1; int f() {")).isFalse();
  }

  @Test
  void wrongCell_isWholeSoThatTheErrorIsSeen() {
    assertThat(cells.isWhole("int x = ) 1")).isTrue();
  }

  @Test
  void enterInAHalfCell_asksForTheNextLineIndented() {
    CellParser parser = new CellParser();
    parser.setWhole(cells::isWhole);

    assertThatThrownBy(() -> parser.parse("void f() {\n  if (true) {", 0, ParseContext.ACCEPT_LINE))
        .isInstanceOfSatisfying(
            EOFError.class, more -> assertThat(more.getOpenBrackets()).isEqualTo(2));
  }

  @Test
  void suggestions_knowMethodsOfCells() {
    Suggestions found = cells.suggest("1 + twi");

    assertThat(found.words()).containsExactly("twice(");
    assertThat(found.anchor()).isEqualTo(4);
  }

  @Test
  void suggestions_knowInheritedVerbsOfTheLibrary() {
    assertThat(cells.suggest("await(gath").words()).contains("gather(", "gatherOutcomes(");
  }

  @Test
  void suggestions_knowClassesThatWereNotNamedYet() {
    assertThat(cells.suggest("new ExitSt").words()).containsExactly("ExitStack()");
  }

  @Test
  void suggestions_afterADot_areMembers() {
    assertThat(cells.suggest("\"text\".isBl").words()).containsExactly("isBlank()");
  }

  @Test
  void documentation_ofAVerb_isItsSignatures() {
    String text = cells.documentation("await(gather(", false);

    assertThat(text.lines()).contains("Future<List<T>> <T>gather(Awaitable<? extends T>...)");
  }

  @Test
  void documentation_inFull_hasTheJavadocOfTheJdk() {
    assertThat(cells.documentation("\"a\".repeat(", false)).doesNotContain("Returns a string");
    assertThat(cells.documentation("\"a\".repeat(", true))
        .contains("string whose value is the concatenation");
  }

  @Test
  void history_liesInTheStateFolderUnlessToldOtherwise() {
    assertThat(History.file(Map.of("HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.local/state/asyncio4j/history"));
    assertThat(History.file(Map.of("HOME", "/home/me", "XDG_STATE_HOME", "/state")))
        .isEqualTo(Path.of("/state/asyncio4j/history"));
    assertThat(History.file(Map.of("ASYNCIO_HISTORY", "/mine"))).isEqualTo(Path.of("/mine"));
    assertThat(History.file(Map.of("ASYNCIO_HISTORY", ""))).isNull();
  }

  @Test
  void colours_areOffForNoColorAndDumbTerminals() {
    assertThat(Consoles.hasColours("xterm", Map.of())).isTrue();
    assertThat(Consoles.hasColours("xterm", Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Consoles.hasColours("dumb", Map.of())).isFalse();
  }
}
