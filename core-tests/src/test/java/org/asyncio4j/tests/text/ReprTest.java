package org.asyncio4j.tests.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.repr;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as Python prints them; the expected texts are CPython's. */
class ReprTest {
  @Test
  void nullAndTruth_haveTheirPythonNames() {
    assertThat(repr(null)).isEqualTo("None");
    assertThat(repr(true)).isEqualTo("True");
    assertThat(repr(false)).isEqualTo("False");
  }

  @Test
  void wholeNumbers_printPlainly() {
    assertThat(repr(-7)).isEqualTo("-7");
    assertThat(repr(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(repr(BigInteger.TWO.pow(70))).isEqualTo("1180591620717411303424");
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, 3.0",
    "0.0, 0.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "-2.5, -2.5",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "0.00012, 0.00012",
    "0.0002, 0.0002",
    "0.00001, 1e-05",
    "1.5e-7, 1.5e-07",
    "1e7, 10000000.0",
    "1e15, 1000000000000000.0",
    "9007199254740992, 9007199254740992.0",
    "1e16, 1e+16",
    "123456789012345680, 1.2345678901234568e+17",
    "1e22, 1e+22",
    "1e100, 1e+100",
    "1e-100, 1e-100",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void floats_printAsInPython(double value, String expected) {
    assertThat(repr(value)).isEqualTo(expected);
  }

  @Test
  void floats_printTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(repr(1e-5)).isEqualTo("1e-05");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void strings_areQuoted() {
    assertThat(repr("x")).isEqualTo("'x'");
    assertThat(repr("")).isEqualTo("''");
    assertThat(repr('c')).isEqualTo("'c'");
    assertThat(repr(CharBuffer.wrap("b"))).isEqualTo("'b'");
  }

  @Test
  void quotesInStrings_chooseTheOuterOnes() {
    assertThat(repr("it's")).isEqualTo("\"it's\"");
    assertThat(repr("say \"x\"")).isEqualTo("'say \"x\"'");
    assertThat(repr("it's \"x\"")).isEqualTo("'it\\'s \"x\"'");
  }

  @Test
  void controlCharacters_areEscaped() {
    assertThat(repr("a\nb\tc\rd\\e")).isEqualTo("'a\\nb\\tc\\rd\\\\e'");
    assertThat(repr("\0\u0007\u001b\u007f")).isEqualTo("'\\x00\\x07\\x1b\\x7f'");
  }

  @Test
  void unprintableCharacters_areEscaped() {
    assertThat(repr("\u0085\u00a0\u00ad")).isEqualTo("'\\x85\\xa0\\xad'");
    assertThat(repr("\u200b\u2028\u3000\ufeff")).isEqualTo("'\\u200b\\u2028\\u3000\\ufeff'");
    assertThat(repr("\ud800")).isEqualTo("'\\ud800'");
  }

  @Test
  void printableCharacters_stay() {
    assertThat(repr("äß€日本😀")).isEqualTo("'äß€日本😀'");
  }

  @Test
  void lists_nest() {
    List<@Nullable Object> list = new ArrayList<>(List.of("A", 1, 2.0, List.of(true, List.of())));
    list.add(null);

    assertThat(repr(list)).isEqualTo("['A', 1, 2.0, [True, []], None]");
  }

  @Test
  void arrays_printAsLists() {
    assertThat(repr(new Object[] {"A", 1})).isEqualTo("['A', 1]");
    assertThat(repr(new String[0])).isEqualTo("[]");
  }

  @Test
  void sets_haveBraces() {
    Set<String> set = new LinkedHashSet<>(List.of("a", "b"));

    assertThat(repr(set)).isEqualTo("{'a', 'b'}");
    assertThat(repr(Set.of())).isEqualTo("set()");
  }

  @Test
  void maps_printAsDicts() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("a", 1);
    map.put(2, List.of("b"));

    assertThat(repr(map)).isEqualTo("{'a': 1, 2: ['b']}");
    assertThat(repr(Map.of())).isEqualTo("{}");
  }

  @Test
  void exceptions_printTypeAndMessage() {
    assertThat(repr(new IllegalArgumentException("x"))).isEqualTo("IllegalArgumentException('x')");
    assertThat(repr(new IllegalStateException("it's")))
        .isEqualTo("IllegalStateException(\"it's\")");
    assertThat(repr(new TimeoutException())).isEqualTo("TimeoutException()");
    assertThat(repr(new CancelledError())).isEqualTo("CancelledError()");
    assertThat(repr(new CancelledError(""))).isEqualTo("CancelledError('')");
  }

  @Test
  void outcomes_printAsTheirValues() {
    List<Outcome<String>> outcomes =
        List.of(
            new Outcome.Success<>("a"),
            new Outcome.Failure<>(new IllegalStateException("b")),
            new Outcome.Cancelled<>(new CancelledError("c")));

    assertThat(repr(outcomes)).isEqualTo("['a', IllegalStateException('b'), CancelledError('c')]");
  }

  @Test
  void listThatContainsItself_endsInDots() {
    List<Object> list = new ArrayList<>();
    list.add(1);
    list.add(list);

    assertThat(repr(list)).isEqualTo("[1, [...]]");
  }

  @Test
  void mapThatContainsItself_endsInDots() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("x", map);

    assertThat(repr(map)).isEqualTo("{'x': {...}}");
  }

  @Test
  void listsInAListOfEachOther_endInDots() {
    List<Object> a = new ArrayList<>();
    List<Object> b = new ArrayList<>();
    a.add(b);
    b.add(a);

    assertThat(repr(a)).isEqualTo("[[[...]]]");
  }

  @Test
  void sameListTwiceSideBySide_isPrintedTwice() {
    List<Integer> inner = List.of(1);

    assertThat(repr(List.of(inner, inner))).isEqualTo("[[1], [1]]");
  }

  @Test
  void otherObjects_printTheirOwnText() {
    assertThat(repr(java.time.Duration.ofSeconds(1))).isEqualTo("PT1S");
  }

  // ---------------------------------------------------------------- shortened, in a future's text

  private static String resultText(Object result) {
    EventLoop loop = Asyncio.newEventLoop();
    Future<Object> future = loop.createFuture();
    future.setResult(result);
    loop.close();
    return future.toString();
  }

  @Test
  void longStringInAFuture_isCutInTheMiddle() {
    assertThat(resultText("x".repeat(28)))
        .isEqualTo("<Future finished result='" + "x".repeat(28) + "'>");
    assertThat(resultText("x".repeat(40)))
        .isEqualTo("<Future finished result='xxxxxxxxxxxx...xxxxxxxxxxxxx'>");
  }

  @Test
  void longListInAFuture_isCut() {
    assertThat(resultText(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8)))
        .isEqualTo("<Future finished result=[0, 1, 2, 3, 4, 5, ...]>");
    assertThat(resultText(List.of(0, 1, 2, 3, 4, 5)))
        .isEqualTo("<Future finished result=[0, 1, 2, 3, 4, 5]>");
  }

  @Test
  void longMapInAFuture_isCut() {
    Map<Integer, Integer> map = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      map.put(i, i);
    }

    assertThat(resultText(map)).isEqualTo("<Future finished result={0: 0, 1: 1, 2: 2, 3: 3, ...}>");
  }

  @Test
  void deepListInAFuture_isCut() {
    Object list = List.of(1);
    for (int i = 0; i < 7; i++) {
      list = List.of(list);
    }

    assertThat(resultText(list)).isEqualTo("<Future finished result=[[[[[[[...]]]]]]]>");
  }

  @Test
  void futureThatHoldsItself_endsInDots() {
    EventLoop loop = Asyncio.newEventLoop();
    Future<Object> future = loop.createFuture();
    future.setResult(List.of(future));
    loop.close();

    assertThat(future).hasToString("<Future finished result=[...]>");
  }
}
