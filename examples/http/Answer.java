package http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a server has answered, with all of its body. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record Answer(int status, Headers headers, byte[] body) {
  /** Returns the body as a text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }
}
