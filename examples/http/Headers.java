package http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Header fields in their order. Names have no case; a name may come several times. */
public final class Headers {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  /** Makes fields of names and values in turn. */
  public static Headers of(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  /**
   * Adds a field.
   *
   * @throws IllegalArgumentException if the name is no token or the value has a line break: it
   *     would end the field, and what follows would be a field of the sender's choice
   */
  public Headers add(String name, String value) {
    if (!isToken(name)) {
      throw new IllegalArgumentException("header name: '" + name + "' (expected: a token)");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127 || c > 255)) {
      throw new IllegalArgumentException(
          name + ": '" + value + "' (expected: Latin-1 without control characters)");
    }
    fields.add(new Field(name, value));
    return this;
  }

  /** Sets a field, instead of those of this name. */
  public Headers set(String name, String value) {
    fields.removeIf(each -> each.name.equalsIgnoreCase(name));
    return add(name, value);
  }

  /** Returns the first field of a name. */
  public Optional<String> first(String name) {
    for (Field each : fields) {
      if (each.name.equalsIgnoreCase(name)) {
        return Optional.of(each.value);
      }
    }
    return Optional.empty();
  }

  /** Returns all fields of a name. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(each -> each.name.equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** Tells whether a field that is a list, such as Connection, names a word. */
  public boolean lists(String name, String word) {
    return fields.stream()
        .filter(each -> each.name.equalsIgnoreCase(name))
        .flatMap(each -> Arrays.stream(each.value.split(",", -1)))
        .anyMatch(each -> each.strip().equalsIgnoreCase(word));
  }

  /** Returns a copy, which can be changed. */
  public Headers copy() {
    Headers copy = new Headers();
    copy.fields.addAll(fields);
    return copy;
  }

  /** Adds a field as it came: {@code Name: value}. */
  void parse(String line) throws HttpException {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(0, colon));
    if (!isToken(name)) { // so is a continued line, and a name with a space before its colon
      throw new HttpException(400, "a header field has no name, or one that is no token");
    }
    fields.add(new Field(name, line.substring(colon + 1).strip()));
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Headers::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** Writes all fields, each with its line break. */
  void writeTo(StringBuilder head) {
    for (Field each : fields) {
      head.append(each.name).append(": ").append(each.value).append("\r\n");
    }
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
