package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.io.stream.LimitOverrunException;
import org.asyncio4j.io.stream.StreamReader;

/** The first line of a message and its header fields. */
record Head(String line, Headers headers) {
  private static final byte[] NEWLINE = {'\n'};

  /**
   * Reads a head.
   *
   * @param first what has been read of its first line
   * @throws HttpException if it breaks a rule or a limit
   * @throws IOException if the connection ends within
   */
  static Head read(byte[] first, StreamReader reader, Limits limits) throws IOException {
    String start = line(first, reader, 414);
    if (start.isEmpty()) { // a client may end its last body with a line break too many
      start = line(reader, 414);
    }
    return new Head(start, fields(reader, limits.fields()));
  }

  /** Reads header fields, or the trailer of a chunked body, with the empty line at their end. */
  static Headers fields(StreamReader reader, int limit) throws IOException {
    Headers headers = new Headers();
    int room = limit;
    for (String line = line(reader, 431); !line.isEmpty(); line = line(reader, 431)) {
      room -= line.length() + 2;
      if (room < 0) {
        throw new HttpException(431, "the header fields have more than " + limit + " bytes");
      }
      headers.parse(line);
    }
    return headers;
  }

  /** Reads a line; the answer to one that is too long is a status of the caller's. */
  static String line(StreamReader reader, int tooLong) throws IOException {
    return line(new byte[0], reader, tooLong);
  }

  private static String line(byte[] first, StreamReader reader, int tooLong) throws IOException {
    byte[] rest;
    try {
      rest = reader.readuntil(NEWLINE);
    } catch (LimitOverrunException _) {
      throw new HttpException(tooLong, "a line is longer than the limit");
    }
    String line = new String(first, ISO_8859_1) + new String(rest, ISO_8859_1);
    // a bare LF ends a line for some and not for others: who is asked must not be guessed
    if (!line.endsWith("\r\n")) {
      throw new HttpException(400, "a line ends without CR LF");
    }
    String text = line.substring(0, line.length() - 2);
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
      throw new HttpException(400, "a line has a control character");
    }
    return text;
  }

  /** Tells whether the sender of this head keeps the connection. */
  boolean keepsAlive(boolean http11) {
    return http11
        ? !headers.lists("Connection", "close")
        : headers.lists("Connection", "keep-alive");
  }

  /**
   * Returns what the fields say of the body's length.
   *
   * @return the length; {@link Body#CHUNKED}; {@link Body#TO_THE_END} if they say nothing
   * @throws HttpException if they say it twice: two parties that believe different ones do not see
   *     the same messages, which is how a request is smuggled past a proxy
   */
  long bodyLength(boolean http11) throws HttpException {
    List<String> lengths = headers.all("Content-Length");
    List<String> codings = headers.all("Transfer-Encoding");
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty() || !http11) {
        throw new HttpException(400, "Transfer-Encoding with Content-Length or in HTTP/1.0");
      }
      if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new HttpException(501, "a Transfer-Encoding other than chunked");
      }
      return Body.CHUNKED;
    }
    if (lengths.isEmpty()) {
      return Body.TO_THE_END;
    }
    String length = lengths.getFirst();
    if (lengths.size() > 1 || !length.matches("[0-9]{1,18}")) {
      throw new HttpException(400, "Content-Length is no number, or is there twice");
    }
    return Long.parseLong(length);
  }
}
