package http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;

/**
 * What a client asks for.
 *
 * @param method such as GET
 * @param target path and query as they came
 * @param keepAlive whether the client keeps the connection
 * @param http11 whether it speaks HTTP/1.1, rather than 1.0
 */
public record Request(
    String method, String target, Headers headers, Body body, boolean keepAlive, boolean http11) {
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  /** Reads a request up to its body. */
  static Request read(byte[] first, StreamReader reader, StreamWriter writer, Limits limits)
      throws IOException {
    Head head = Head.read(first, reader, limits);
    String[] words = head.line().split(" ", -1);
    if (words.length != 3 || !Headers.isToken(words[0]) || !words[2].startsWith("HTTP/")) {
      throw new HttpException(400, "the request line is not METHOD TARGET VERSION");
    }
    if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
      throw new HttpException(505, "a version other than HTTP/1.1 and HTTP/1.0");
    }
    boolean http11 = words[2].equals("HTTP/1.1");
    int hosts = head.headers().all("Host").size();
    if (hosts > 1 || (http11 && hosts == 0)) {
      throw new HttpException(400, "HTTP/1.1 asks for one Host; found: " + hosts);
    }
    long length = head.bodyLength(http11);
    Body body = new Body(reader, length == Body.TO_THE_END ? 0 : length, limits);
    Optional<String> expected = head.headers().first("Expect");
    if (expected.isPresent() && http11) {
      if (!expected.get().equalsIgnoreCase("100-continue")) {
        throw new HttpException(417, "an expectation other than 100-continue");
      }
      body.beforeFirst(() -> writer.write(CONTINUE));
    }
    return new Request(
        words[0], origin(words[1]), head.headers(), body, head.keepsAlive(http11), http11);
  }

  /** Takes a target without its host, as proxies send it; {@code *} is for OPTIONS. */
  private static String origin(String target) throws HttpException {
    if (target.startsWith("/") || target.equals("*")) {
      return target;
    }
    if (target.startsWith("http://") || target.startsWith("https://")) {
      int path = target.indexOf('/', target.indexOf("://") + 3);
      return path < 0 ? "/" : target.substring(path);
    }
    throw new HttpException(400, "the target is neither a path nor a URL");
  }

  /** Returns the target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns a parameter of the query, decoded. */
  public Optional<String> query(String name) {
    int start = target.indexOf('?');
    return start < 0
        ? Optional.empty()
        : Arrays.stream(target.substring(start + 1).split("&", -1))
            .filter(each -> each.startsWith(name + "="))
            .map(each -> each.substring(name.length() + 1))
            .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
            .findFirst();
  }
}
