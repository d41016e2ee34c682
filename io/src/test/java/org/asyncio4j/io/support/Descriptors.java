package org.asyncio4j.io.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that leaves a socket, an epoll or a pipe open. Looks only where /proc is. */
public final class Descriptors implements BeforeAllCallback, AfterAllCallback {
  private static final Path OWN = Path.of("/proc/self/fd");
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(Descriptors.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Sockets.warmUp();
    context.getStore(SPACE).put("before", open().size());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    int before = (Integer) Objects.requireNonNull(context.getStore(SPACE).get("before"));
    long end = System.nanoTime() + 5_000_000_000L;
    while (open().size() > before && System.nanoTime() < end) {
      Thread.onSpinWait(); // threads of a test may still be closing their side
    }
    List<String> after = open();
    assertThat(after.size()).as("open descriptors: %s", after).isLessThanOrEqualTo(before);
  }

  /** Returns what sockets, epolls, events and pipes this process has open. */
  public static List<String> open() {
    if (!Files.isDirectory(OWN)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(OWN)) {
      return all.map(Descriptors::target).filter(Descriptors::isOurs).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A selector has an epoll and an event; the JDK's own pollers have only epolls, and keep them.
   */
  private static boolean isOurs(String name) {
    return name.contains("socket:") || name.contains("eventfd") || name.contains("pipe:");
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "gone";
    }
  }
}
