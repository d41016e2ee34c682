package http;

import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;
import static org.asyncio4j.io.stream.Streams.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.ShutdownReport;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.sync.Event;
import org.asyncio4j.task.Task;

/*
 *   connection:  idle --first byte--> head --> handler --> answer --> idle ...
 *                  | idle time,         | 4xx                | the peer or the handler has had enough,
 *                  | shutdown           v                    v the body is too long to be skipped
 *                  +--------------->  closed, after the rest of what the peer sends
 *
 * Pipelining comes by itself: the next request is read when the last has been answered.
 */
/**
 * An HTTP/1.1 server: keep-alive, pipelining, bodies of a length and chunked, in and out, HEAD,
 * 100-continue, limits, TLS by its options. Each connection is served by a task of its own.
 *
 * {@snippet :
 * try (var server = HttpServer.start(this::answer, "localhost", 8080)) {
 *   server.serveForever();
 * }
 * }
 */
public final class HttpServer implements AutoCloseable {
  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request; runs in the connection's task and may await.
     *
     * @throws HttpException to answer with its status and text
     * @throws Exception anything else is reported, and answered with 500
     */
    Response answer(Request request) throws Exception;
  }

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Duration LINGER = ofSeconds(2);

  private final Handler handler;
  private final Limits limits;
  private final Server server;
  private final Set<StreamWriter> idle = new LinkedHashSet<>();
  private final Set<Task<?>> serving = new LinkedHashSet<>();
  private final Event closed = new Event();
  private long second;
  private String date = "";

  private HttpServer(
      Handler handler, List<String> hosts, int port, Limits limits, ServerOptions options)
      throws IOException {
    this.handler = handler;
    this.limits = limits;
    server = startServer(this::serve, hosts, port, options.withLimit(limits.line()));
  }

  /** Listens; port zero takes a free one. */
  public static HttpServer start(Handler handler, String host, int port) throws IOException {
    return start(handler, host, port, Limits.defaults(), ServerOptions.defaults());
  }

  /** Listens, with limits for each peer, and options such as TLS and a limit of connections. */
  public static HttpServer start(
      Handler handler, String host, int port, Limits limits, ServerOptions options)
      throws IOException {
    return new HttpServer(handler, List.of(host), port, limits, options);
  }

  public int port() {
    return server.port();
  }

  /** Waits until the server is closed, or the task cancelled: {@link #shutdown} is for then. */
  public void serveForever() {
    closed.await();
  }

  /**
   * Takes no more requests, lets those that have come be answered, and aborts what takes longer.
   */
  public ShutdownReport shutdown(Duration deadline) {
    close();
    ShutdownReport report = server.shutdown(deadline);
    Set.copyOf(serving).forEach(Task::cancel); // their connections are aborted
    return report;
  }

  /** Takes no more connections and closes those that are idle. */
  @Override
  public void close() {
    closed.set();
    server.close();
    Set.copyOf(idle).forEach(StreamWriter::close);
  }

  // ---------------------------------------------------------------- a connection

  private void serve(StreamReader reader, StreamWriter writer) {
    Task<?> own = currentTask();
    serving.add(own);
    try (writer) {
      boolean more = true;
      while (more && !closed.isSet()) {
        more = exchange(reader, writer);
      }
    } catch (IOException | TimeoutException _) {
      writer.transport().abort(); // the peer has gone, or takes nothing: there is nobody to tell
    } catch (RuntimeException e) {
      writer.transport().abort(); // half an answer must not look like a whole one
      throw e;
    } finally {
      serving.remove(own);
    }
  }

  /** Reads a request and answers it; returns whether another may follow. */
  private boolean exchange(StreamReader reader, StreamWriter writer) throws IOException {
    byte[] first = firstByte(reader, writer);
    if (first.length == 0) {
      return false;
    }
    Request request;
    try {
      request = timeout(limits.head(), () -> Request.read(first, reader, writer, limits));
    } catch (HttpException e) {
      return refuse(reader, writer, e);
    } catch (TimeoutException _) {
      return refuse(reader, writer, new HttpException(408, "the head took too long"));
    }
    Response response = responseTo(request);
    Body body = request.body();
    boolean toTheEnd = response.content().chunked() && !request.http11();
    boolean again = request.keepAlive() && body.nearlyEnded() && !toTheEnd && !closed.isSet();
    body.nothingBeforeFirst();
    send(writer, request, response, again);
    if (again) {
      body.all(); // what the handler has left
    } else if (!body.ended()) {
      linger(reader, writer);
    }
    return again;
  }

  /** Waits for a request; none comes if the connection ends or is idle for too long. */
  private byte[] firstByte(StreamReader reader, StreamWriter writer) throws IOException {
    idle.add(writer);
    try {
      return timeout(limits.idle(), () -> reader.read(1));
    } catch (TimeoutException _) {
      return new byte[0];
    } finally {
      idle.remove(writer);
    }
  }

  private Response responseTo(Request request) throws IOException {
    try {
      return handler.answer(request);
    } catch (HttpException e) {
      return Response.text(e.status(), e.getMessage());
    } catch (Exception e) {
      if (request.body().broken() && e instanceof IOException io) {
        throw io; // the peer has gone
      }
      getRunningLoop()
          .callExceptionHandler(
              new ExceptionContext(
                  "Unhandled exception in " + request.method() + " " + request.path(), e));
      return Response.text(500, "Internal Server Error");
    }
  }

  private boolean refuse(StreamReader reader, StreamWriter writer, HttpException e)
      throws IOException {
    Response response = Response.text(e.status(), e.getMessage());
    response.content().send(writer, head(response, true, false), false, limits.idle());
    linger(reader, writer);
    return false;
  }

  /** A close while the peer still sends would be a reset, which may overtake the answer. */
  private void linger(StreamReader reader, StreamWriter writer) throws IOException {
    if (writer.canWriteEof()) {
      writer.writeEof();
    }
    try {
      timeout(
          LINGER,
          () -> {
            long most = limits.body();
            while (most > 0 && !reader.atEof()) {
              most -= reader.read(limits.line()).length;
            }
          });
    } catch (TimeoutException _) {
      // it had its time
    }
  }

  // ---------------------------------------------------------------- an answer

  private void send(StreamWriter writer, Request request, Response response, boolean again)
      throws IOException {
    boolean chunked = response.content().chunked() && request.http11();
    String head = head(response, request.http11(), again);
    boolean silent = request.method().equals("HEAD") || !response.hasBody();
    Content content = silent ? Content.none() : response.content();
    try {
      content.send(writer, head, chunked, limits.idle());
    } catch (IOException e) {
      if (writer.closing() || request.body().broken()) {
        throw e; // the peer has gone
      }
      throw new UncheckedIOException("The content of " + request.path() + " failed", e);
    }
  }

  private String head(Response response, boolean http11, boolean again) {
    Headers headers = response.headers();
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(response.status()).append(' ').append(response.reason());
    head.append("\r\n");
    headers.writeTo(head);
    head.append("Date: ").append(date()).append("\r\n");
    Content content = response.content();
    if (response.hasBody()) {
      if (!content.chunked()) {
        head.append("Content-Length: ").append(content.length()).append("\r\n");
      } else if (http11) {
        head.append("Transfer-Encoding: chunked\r\n");
      }
    }
    if (!again) {
      head.append("Connection: close\r\n");
    } else if (!http11) {
      head.append("Connection: keep-alive\r\n");
    }
    return head.append("\r\n").toString();
  }

  private String date() {
    Instant now = Instant.now();
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      date = DATE.format(now);
    }
    return date;
  }
}
