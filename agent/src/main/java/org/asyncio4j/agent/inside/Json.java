package org.asyncio4j.agent.inside;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object; a program need not have a library for that. Used by one thread. */
final class Json {
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  private Json() {}

  /** Returns an object's text. */
  static String object(Consumer<Json> fields) {
    Json json = new Json();
    json.inBraces(fields);
    return json.out.toString();
  }

  private void inBraces(Consumer<Json> fields) {
    out.append('{');
    first = true;
    fields.accept(this);
    out.append('}');
    first = false;
  }

  private void name(String name) {
    separate();
    quote(name);
    out.append(':');
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  void field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
  }

  void field(String name, long value) {
    name(name);
    out.append(value);
  }

  void field(String name, boolean value) {
    name(name);
    out.append(value);
  }

  /** A duration is its seconds, with all digits. */
  void field(String name, @Nullable Duration value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      BigInteger nanos =
          BigInteger.valueOf(value.getSeconds())
              .multiply(NANOS)
              .add(BigInteger.valueOf(value.getNano()));
      out.append(new BigDecimal(nanos, 9).stripTrailingZeros().toPlainString());
    }
  }

  /** An object, or null. */
  <T> void object(String name, @Nullable T value, Fields<T> fields) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      inBraces(json -> fields.write(json, value));
    }
  }

  /** A list of objects. */
  <T> void list(String name, Iterable<? extends T> values, Fields<T> fields) {
    name(name);
    out.append('[');
    first = true;
    for (T value : values) {
      separate();
      inBraces(json -> fields.write(json, value));
    }
    out.append(']');
    first = false;
  }

  /** Writes the fields of an object. */
  interface Fields<T> {
    void write(Json json, T value);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          // half of a pair may stand alone in a Java string, which UTF-8 could not carry
          if (c < ' ' || c == 0x7f || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
            out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
