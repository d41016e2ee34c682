/*
 * A crawler: follows the links of a site, each page once, a few at a time.
 *
 *   ./asyncio run examples/Crawler.java [URL [PAGES]]
 *
 * Without a URL it serves itself a small site and prints
 *
 *   200 /           6 links
 *   200 /about      1 links
 *   200 /page/1     3 links
 *   200 /page/2     3 links
 *   200 /page/3     3 links
 *   200 /page/4     3 links
 *   301 /moved      1 links
 *   404 /lost       0 links
 *   8 pages, 1 of them missing; never more than 3 requests at a time
 */
import static java.time.Duration.ofMillis;
import static org.asyncio4j.Asyncio.*;

import http.Answer;
import http.HttpClient;
import http.HttpServer;
import http.Request;
import http.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.TaskGroup;

record Page(int status, URI url, int links) {}

/** One crawl of one site. No locks: tasks of one loop never run in parallel. */
static final class Crawl {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)", Pattern.CASE_INSENSITIVE);
  private static final int AT_A_TIME = 3;
  private static final Duration PAUSE =
      ofMillis(10); // after each request, so as not to be a burden

  final List<Page> pages = new ArrayList<>();
  int busiest;
  private final HttpClient client = new HttpClient();
  private final Semaphore slots = new Semaphore(AT_A_TIME);
  private final Set<URI> seen = new HashSet<>();
  private final int most;
  private int busy;

  Crawl(int most) {
    this.most = most;
  }

  /** Returns when all pages have been seen; if one task fails, the others are cancelled. */
  void run(URI start) {
    try (client) {
      taskGroup(group -> discover(group, start));
    }
  }

  private void discover(TaskGroup group, URI url) {
    if (seen.size() < most && seen.add(url)) {
      group.createTask(url.getPath(), () -> visit(group, url));
    }
  }

  private void visit(TaskGroup group, URI url) {
    int status = 0; // of a page that cannot be had
    List<URI> links = List.of();
    try {
      Answer answer = slots.with(() -> get(url));
      status = answer.status();
      links = links(url, answer);
    } catch (IOException | org.asyncio4j.error.TimeoutException e) {
      System.err.println(url + ": " + e);
    }
    pages.add(new Page(status, url, links.size()));
    links.forEach(each -> discover(group, each));
  }

  private Answer get(URI url) throws IOException {
    busy++;
    busiest = Math.max(busiest, busy);
    try {
      return client.get(url.toString());
    } finally {
      busy--;
      sleep(PAUSE);
    }
  }

  /** Returns the links of a page to others of its site; a redirect is one. */
  private static List<URI> links(URI page, Answer answer) {
    List<String> found = new ArrayList<>(answer.headers().all("Location"));
    if (answer.headers().first("Content-Type").orElse("").startsWith("text/html")) {
      LINK.matcher(answer.text()).results().forEach(each -> found.add(each.group(1)));
    }
    return found.stream()
        .filter(each -> !each.matches(".*[\\s<>{}|\\\\^`].*"))
        .map(page::resolve)
        .filter(each -> page.getRawAuthority().equals(each.getRawAuthority()))
        .distinct()
        .toList();
  }
}

// ---------------------------------------------------------------- a site to try it on

Response site(Request request) {
  String path = request.path();
  sleep(ofMillis(20)); // as if it had to be made
  if (path.equals("/")) {
    return Response.html(
        links("about", "page/1", "moved", "page/2", "http://other/", "page/1", "lost", "/#top"));
  }
  if (path.matches("/page/[1-4]")) {
    int next = path.charAt(6) - '0' + 1;
    return Response.html(links("/", "/page/" + Math.min(next, 4), "/about"));
  }
  return switch (path) {
    case "/about" -> Response.html(links("/#top"));
    case "/moved" -> Response.redirect(301, "/page/3");
    default -> Response.text(404, "nothing here");
  };
}

String links(String... targets) {
  StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
  for (String each : targets) {
    page.append("<a href=\"").append(each).append("\">").append(each).append("</a>\n");
  }
  return page.toString();
}

// ---------------------------------------------------------------- the program

void crawl(URI start, int most) {
  Crawl crawl = new Crawl(most);
  crawl.run(start);
  crawl.pages.sort(Comparator.comparingInt(Page::status).thenComparing(Page::url));
  for (Page each : crawl.pages) {
    IO.println("%3d %-10s %2d links".formatted(each.status, each.url.getPath(), each.links));
  }
  long missing =
      crawl.pages.stream().filter(each -> each.status == 0 || each.status >= 400).count();
  IO.println(
      "%d pages, %d of them missing; never more than %d requests at a time"
          .formatted(crawl.pages.size(), missing, crawl.busiest));
}

void main(String[] args) {
  run(() -> {
    if (args.length > 0) {
      crawl(URI.create(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 100);
      return;
    }
    try (var server = HttpServer.start(this::site, "localhost", 0)) {
      crawl(URI.create("http://localhost:" + server.port() + "/"), 100);
    }
  });
}
