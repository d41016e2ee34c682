package http;

import java.util.Map;

/** A server's answer; length, date and connection are the server's to add. */
public record Response(int status, Headers headers, Content content) {
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  /** Returns a text and a line break. */
  public static Response text(int status, String text) {
    return new Response(
        status, Headers.of("Content-Type", "text/plain; charset=utf-8"), Content.of(text + "\n"));
  }

  public static Response html(String page) {
    return new Response(
        200, Headers.of("Content-Type", "text/html; charset=utf-8"), Content.of(page));
  }

  /** Returns content that is made while it is sent. */
  public static Response chunks(String type, Content.Producer producer) {
    return new Response(200, Headers.of("Content-Type", type), Content.chunks(producer));
  }

  /** Returns nothing but a status and where to look. */
  public static Response redirect(int status, String location) {
    return new Response(status, Headers.of("Location", location), Content.none());
  }

  public Response withHeader(String name, String value) {
    return new Response(status, headers.copy().set(name, value), content);
  }

  /** Tells whether a body may follow. */
  boolean hasBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  String reason() {
    return REASONS.getOrDefault(status, "Status");
  }
}
