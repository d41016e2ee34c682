package org.asyncio4j.io.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.stream.ClientConnected;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.Transport;
import org.jspecify.annotations.Nullable;

/** What connections cost that do nothing; the clients are in another process. */
final class Idle {
  /** Connections before the first measurement, so that buffers and classes are there. */
  private static final int WARM_UP = 500;

  private static final ServerOptions OPTIONS = ServerOptions.defaults().withBacklog(1000);
  private static final List<String> LOOPBACK = List.of("127.0.0.1");

  private Idle() {}

  /** Measures and prints; returns whether all connections still answered. */
  static boolean run(String driver, String form, int connections) throws Exception {
    try (ServingLoop loop = ServingLoop.start(driver, () -> server(form))) {
      clients(loop, WARM_UP);
      while (loop.connections() > 0) {
        Thread.sleep(Duration.ofMillis(10));
      }
      Used before = Used.now();
      return measured(loop, form, connections, before);
    }
  }

  private static Server server(String form) throws IOException {
    return switch (form) {
      case "streams" -> Streams.startServer(echo(), LOOPBACK, 0, OPTIONS);
      case "protocol" -> IoLoop.current().createServer(Echo::new, LOOPBACK, 0, OPTIONS);
      default -> throw new IllegalArgumentException("form: " + form);
    };
  }

  private static ClientConnected echo() {
    return (reader, writer) -> {
      try (writer) {
        for (byte[] part = reader.read(64); part.length > 0; part = reader.read(64)) {
          writer.write(part);
          writer.drain();
        }
      }
    };
  }

  private static final class Echo implements Protocol {
    private @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public void dataReceived(byte[] data) {
      Objects.requireNonNull(transport).write(data);
    }
  }

  private static void clients(ServingLoop loop, int count) throws Exception {
    try (OtherJvm clients = new OtherJvm(IdleClients.class, loop.port(), count)) {
      clients.answer();
      clients.ask("say something");
    }
  }

  private static boolean measured(ServingLoop loop, String form, int connections, Used before)
      throws Exception {
    try (OtherJvm clients = new OtherJvm(IdleClients.class, loop.port(), connections)) {
      clients.answer();
      clients.ask("say something"); // so that each has read once and waits again
      while (loop.connections() < connections) {
        Thread.sleep(Duration.ofMillis(10));
      }
      Used after = Used.now();
      int answered = Integer.parseInt(clients.ask("say something"));
      System.out.println(
          String.format(
              Locale.ROOT,
              "idle: %s: %d connections: heap %.0f bytes each, resident set %.0f bytes each;"
                  + " %d answered afterwards",
              form,
              connections,
              (double) (after.heap - before.heap) / connections,
              (double) (after.resident - before.resident) / connections,
              answered));
      return answered == connections;
    }
  }

  /**
   * What this process has, in bytes, after collections.
   *
   * @param heap of the heap
   * @param resident of memory, all in all
   */
  private record Used(long heap, long resident) {
    static Used now() throws IOException, InterruptedException {
      for (int i = 0; i < 4; i++) {
        System.gc();
        Thread.sleep(Duration.ofMillis(300));
      }
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Used(heap, residentNow());
    }

    private static long residentNow() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      throw new IOException("/proc/self/status has no VmRSS");
    }
  }
}
