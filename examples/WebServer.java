/*
 * A web server: HTTP/1.1 on streams (folder http/), with a few answers to play with.
 *
 *   ./asyncio run examples/WebServer.java [PORT [KEYSTORE.p12 PASSWORD]]
 *
 *   curl localhost:8080/?name=Ann                  # hello, Ann
 *   curl -N localhost:8080/clock                   # one line a second, chunked
 *   curl -T FILE -X POST localhost:8080/echo       # sent back while it arrives
 *   wrk -t2 -c64 -d5 http://localhost:8080/
 *
 * With a keystore it speaks HTTPS. Ctrl-C ends it: requests under way are answered first.
 */
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;

import http.Body;
import http.Content;
import http.HttpException;
import http.HttpServer;
import http.Limits;
import http.Request;
import http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;

/** Runs in the task of its connection, so it may await: others are served meanwhile. */
Response answer(Request request) throws IOException {
  String method = request.method().equals("HEAD") ? "GET" : request.method();
  return switch (method + " " + request.path()) {
    case "GET /" -> Response.text(200, "hello, " + request.query("name").orElse("world"));
    case "GET /clock" -> Response.chunks("text/plain", this::clock);
    case "POST /echo" ->
        Response.chunks("application/octet-stream", sink -> echo(request.body(), sink));
    default -> throw new HttpException(404, "nothing at " + request.path() + " for " + method);
  };
}

void clock(Content.Sink sink) throws IOException {
  for (int i = 0; i < 5; i++) {
    sink.write(Instant.now() + "\n");
    sleep(ofSeconds(1));
  }
}

void echo(Body body, Content.Sink sink) throws IOException {
  for (byte[] part = body.read(); part.length > 0; part = body.read()) {
    sink.write(part);
  }
}

ServerOptions options(String[] args) throws IOException, GeneralSecurityException {
  ServerOptions options = ServerOptions.defaults().withBacklog(1024).withMaxConnections(10_000);
  return args.length < 3
      ? options
      : options.withTls(TlsOptions.of(keys(Path.of(args[1]), args[2])));
}

SSLContext keys(Path file, String password) throws IOException, GeneralSecurityException {
  KeyStore store = KeyStore.getInstance("PKCS12");
  try (var in = Files.newInputStream(file)) {
    store.load(in, password.toCharArray());
  }
  KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
  keys.init(store, password.toCharArray());
  SSLContext context = SSLContext.getInstance("TLS");
  context.init(keys.getKeyManagers(), null, null);
  return context;
}

void main(String[] args) {
  int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
  String scheme = args.length < 3 ? "http" : "https";
  run(() -> {
    try (var server =
        HttpServer.start(this::answer, "localhost", port, Limits.defaults(), options(args))) {
      IO.println("listening on " + scheme + "://localhost:" + server.port() + "/; Ctrl-C ends it");
      try {
        server.serveForever();
      } finally {
        var report = server.shutdown(ofSeconds(5));
        IO.println(report.finished() + " connections ended, " + report.aborted() + " aborted");
      }
    }
  });
}
