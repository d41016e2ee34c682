package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.asyncio4j.cli.repl.JavaTokens.Kind;
import org.asyncio4j.cli.repl.JavaTokens.Token;
import org.junit.jupiter.api.Test;

/** Tokens of whole and half-typed Java. */
class JavaTokensTest {

  private static List<String> texts(String source) {
    return JavaTokens.of(source).stream().map(Token::text).toList();
  }

  private static List<Kind> kinds(String source) {
    return JavaTokens.of(source).stream().map(Token::kind).toList();
  }

  @Test
  void source_isSplit() {
    assertThat(texts("var x=this::a1; // end"))
        .containsExactly("var", "x", "=", "this", "::", "a1", ";", "// end");
  }

  @Test
  void kinds_areTold() {
    assertThat(kinds("return name 1.5e3 \"s\" /* c */ ("))
        .containsExactly(
            Kind.KEYWORD, Kind.WORD, Kind.NUMBER, Kind.STRING, Kind.COMMENT, Kind.SYMBOL);
  }

  @Test
  void bracketInAString_isNoBracket() {
    assertThat(texts("f(\")\\\"(\")")).containsExactly("f", "(", "\")\\\"(\"", ")");
  }

  @Test
  void openString_endsWithItsLine() {
    assertThat(texts("\"open\nx")).containsExactly("\"open", "x");
  }

  @Test
  void openTextBlock_goesOn() {
    assertThat(kinds("\"\"\"\n open\n x")).containsExactly(Kind.STRING);
  }

  @Test
  void partner_isTheBracketThatBelongsToIt() {
    List<Token> tokens = JavaTokens.of("a(b[0], c)");

    assertThat(JavaTokens.partnerOf(tokens, 1)).isEqualTo(9);
    assertThat(JavaTokens.partnerOf(tokens, 9)).isEqualTo(1);
    assertThat(JavaTokens.partnerOf(tokens, 3)).isEqualTo(5);
    assertThat(JavaTokens.partnerOf(tokens, 0)).isEqualTo(-1);
  }

  @Test
  void partnerOfAWrongPair_isNone() {
    assertThat(JavaTokens.partnerOf(JavaTokens.of("(]"), 0)).isEqualTo(-1);
  }

  @Test
  void openLevels_countLinesAndNotBrackets() {
    assertThat(JavaTokens.openLevels("run(() -> {")).isEqualTo(1);
    assertThat(JavaTokens.openLevels("void f() {\n  if (x) {")).isEqualTo(2);
    assertThat(JavaTokens.openLevels("void f() {\n}")).isZero();
  }
}
