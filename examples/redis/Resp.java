package redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.io.stream.StreamReader;

/**
 * Redis' protocol, RESP2 and RESP3: a value is a line whose first byte is its type, and what the
 * line counts.
 *
 * <pre>
 *   $3 abc   String    +OK   String    :1  Long      ,1.5  Double    (12…  BigInteger
 *   *2 …     List      ~2 …  List      %1 …  Map     #t    Boolean   =7 txt:abc  String
 *   _ $-1 *-1   null   -ERR … !9 ERR …  RedisException   >3 …  Push: nobody has asked for it
 * </pre>
 */
final class Resp {
  private static final byte[] LINE_BREAK = {'\r', '\n'};
  private static final int DEEPEST = 32;
  private static final int LONGEST = 512 << 20; // the server's own limit

  /** A message that is no answer. */
  record Push(List<Object> items) {}

  private final StreamReader reader;

  Resp(StreamReader reader) {
    this.reader = reader;
  }

  /** Writes a command as the server wants it: a list of strings. */
  static void write(ByteArrayOutputStream to, Object... words) {
    to.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (Object each : words) {
      byte[] bytes = each instanceof byte[] raw ? raw : each.toString().getBytes(UTF_8);
      to.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      to.writeBytes(bytes);
      to.writeBytes(LINE_BREAK);
    }
  }

  /**
   * Reads a value.
   *
   * @return the value; errors are returned, not thrown
   * @throws IOException if the connection ends, or says what is no RESP
   */
  Object read() throws IOException {
    return value(0);
  }

  private Object value(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("a value is nested deeper than " + DEEPEST);
    }
    byte[] bytes = reader.readuntil(LINE_BREAK);
    String line = new String(bytes, 0, bytes.length - LINE_BREAK.length, UTF_8);
    if (line.isEmpty()) {
      throw new IOException("a value without a type");
    }
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case '-' -> new RedisException(rest);
      case ':' -> Long.valueOf(rest);
      case '_' -> null;
      case '#' -> rest.equals("t");
      case ',' -> real(rest);
      case '(' -> new BigInteger(rest);
      case '$' -> string(count(rest));
      case '=' -> string(count(rest)).substring(4); // "txt:" or "mkd:"
      case '!' -> new RedisException(string(count(rest)));
      case '*', '~' -> items(count(rest), depth);
      case '>' -> new Push(items(count(rest), depth));
      case '%' -> pairs(count(rest), depth);
      case '|' -> { // something about the value that follows
        pairs(count(rest), depth);
        yield value(depth);
      }
      default -> throw new IOException("a value of the unknown type '" + line.charAt(0) + "'");
    };
  }

  private static int count(String text) throws IOException {
    try {
      int count = Integer.parseInt(text);
      if (count >= -1 && count <= LONGEST) {
        return count;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IOException("a length of '" + text + "'");
  }

  private static Double real(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(text);
    };
  }

  private String string(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = reader.readexactly(length + LINE_BREAK.length);
    return new String(bytes, 0, length, UTF_8);
  }

  private List<Object> items(int count, int depth) throws IOException {
    if (count < 0) {
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return items;
  }

  private Map<Object, Object> pairs(int count, int depth) throws IOException {
    Map<Object, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Object key = value(depth + 1);
      pairs.put(key, value(depth + 1));
    }
    return pairs;
  }
}
