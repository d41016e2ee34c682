package org.asyncio4j.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints values as Python's {@code repr} does: {@code ['A', None, True]}. */
public final class Repr {
  /** Values that print as another value or as a text of their own. */
  @FunctionalInterface
  public interface Shown {
    /**
     * Returns what to print.
     *
     * @return the text
     */
    String repr();
  }

  // Limits of reprlib.Repr in CPython 3.14.
  private static final int SHORT_TEXT = 30;
  private static final int SHORT_ITEMS = 6;
  private static final int SHORT_ENTRIES = 4;
  private static final int DEEPEST = 6;

  private static final Repr FULL = new Repr(false, true);

  private final boolean shortened;

  /** Whether a user's text that throws is replaced. */
  private final boolean guarded;

  private final Set<Object> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

  private Repr(boolean shortened, boolean guarded) {
    this.shortened = shortened;
    this.guarded = guarded;
  }

  /**
   * Prints a value in full.
   *
   * @param value the value
   * @return its text
   */
  public static String of(@Nullable Object value) {
    return new Repr(false, false).print(value, 0);
  }

  /**
   * Prints a value in full, for a text of our own: if the value's own text fails, its class.
   *
   * @param value the value
   * @return its text
   */
  public static String safely(@Nullable Object value) {
    return new Repr(false, true).print(value, 0);
  }

  /**
   * Prints a value short enough for a line of a log, as {@code reprlib} does.
   *
   * @param value the value
   * @return its text
   */
  public static String shortOf(@Nullable Object value) {
    return new Repr(true, true).print(value, 0);
  }

  private static final ThreadLocal<@Nullable Set<Object>> UNDER_WAY = new ThreadLocal<>();

  /**
   * Makes the text of an object whose parts may contain the object itself.
   *
   * @param object the object
   * @param text makes its text
   * @return its text, or {@code ...} if it is being made already
   */
  public static String guarded(Object object, Supplier<String> text) {
    Set<Object> outer = UNDER_WAY.get();
    if (outer != null && outer.contains(object)) {
      return "...";
    }
    Set<Object> now = outer == null ? Collections.newSetFromMap(new IdentityHashMap<>()) : outer;
    now.add(object);
    UNDER_WAY.set(now);
    try {
      return text.get();
    } finally {
      now.remove(object);
      if (outer == null) {
        UNDER_WAY.remove();
      }
    }
  }

  private String print(@Nullable Object value, int depth) {
    if (value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Object[]) {
      return container(value, depth);
    }
    return switch (value) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case CharSequence s -> quoted(s.toString());
      case Character c -> quoted(c.toString());
      case Double d -> number(d);
      case Float f -> number(f.doubleValue());
      case Number n -> n.toString();
      case Shown s -> s.repr();
      case Throwable t -> exception(t);
      default -> other(value);
    };
  }

  /** A container that contains itself prints as dots, there. */
  private String container(Object value, int depth) {
    if (!underWay.add(value)) {
      return value instanceof Map<?, ?> || value instanceof Set<?> ? "{...}" : "[...]";
    }
    try {
      return switch (value) {
        case Set<?> s -> s.isEmpty() ? "set()" : items(s, "{", "}", depth);
        case Collection<?> c -> items(c, "[", "]", depth);
        case Map<?, ?> m -> entries(m, depth);
        default -> items(Arrays.asList((Object[]) value), "[", "]", depth);
      };
    } finally {
      underWay.remove(value);
    }
  }

  private String other(Object value) {
    String text = harmless(value, value::toString);
    return shortened ? cut(text, 1 << 10) : text;
  }

  /** Runs code of the user's object; in texts of our own it must not throw. */
  private String harmless(Object value, Supplier<@Nullable String> code) {
    try {
      return String.valueOf(code.get());
    } catch (RuntimeException | StackOverflowError e) {
      if (!guarded) {
        throw e;
      }
      String hash = Integer.toHexString(System.identityHashCode(value));
      return "<" + value.getClass().getSimpleName() + " instance at 0x" + hash + ">";
    }
  }

  private String quoted(String text) {
    String shown = shortened ? cut(text, SHORT_TEXT - 2) : text;
    char quote = shown.indexOf('\'') >= 0 && shown.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    shown.codePoints().forEach(c -> escape(out, c, quote));
    return out.append(quote).toString();
  }

  private static void escape(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
          out.append(String.format(Locale.ROOT, form, c));
        }
      }
    }
  }

  /** As Python's str.isprintable. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int head = (most - 3) / 2;
    int tail = most - 3 - head;
    return text.substring(0, head) + "..." + text.substring(text.length() - tail);
  }

  /** A float as Python prints it: 3.0, 1e-05, 1e+16, inf, nan. */
  private static String number(double d) {
    if (Double.isNaN(d)) {
      return "nan";
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(d);
    if (size == 0) {
      return 1 / d < 0 ? "-0.0" : "0.0";
    }
    if (size >= 1e-4 && size < 1e16) {
      String plain = new BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String text = Double.toString(d);
    int e = text.indexOf('E');
    String mantissa = text.substring(0, e).replaceFirst("\\.0$", "");
    int exponent = Integer.parseInt(text.substring(e + 1));
    return String.format(
        Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private String exception(Throwable t) {
    return harmless(
        t,
        () -> {
          String message = t.getMessage();
          String shown = message == null ? "" : FULL.quoted(message);
          return t.getClass().getSimpleName() + "(" + shown + ")";
        });
  }

  private String items(Collection<?> all, String open, String close, int depth) {
    if (shortened && depth >= DEEPEST && !all.isEmpty()) {
      return open + "..." + close;
    }
    StringBuilder out = new StringBuilder(open);
    Iterator<?> each = all.iterator();
    for (int i = 0; each.hasNext(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      if (shortened && i == SHORT_ITEMS) {
        out.append("...");
        break;
      }
      out.append(print(each.next(), depth + 1));
    }
    return out.append(close).toString();
  }

  private String entries(Map<?, ?> all, int depth) {
    if (shortened && depth >= DEEPEST && !all.isEmpty()) {
      return "{...}";
    }
    StringBuilder out = new StringBuilder("{");
    int i = 0;
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      if (i > 0) {
        out.append(", ");
      }
      if (shortened && i++ == SHORT_ENTRIES) {
        out.append("...");
        break;
      }
      i = shortened ? i : 1;
      out.append(print(entry.getKey(), depth + 1))
          .append(": ")
          .append(print(entry.getValue(), depth + 1));
    }
    return out.append("}").toString();
  }
}
