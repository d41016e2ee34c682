package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;

/**
 * Takes all descriptors that its process may have, lets a client come, gives them back, and says
 * what has become of the client. To be run with a low limit.
 */
final class DescriptorsProgram {
  private DescriptorsProgram() {}

  public static void main(String[] args) throws Exception {
    loadAll();
    Asyncio.run(() -> {
      int[] ticks = new int[1];
      Asyncio.getRunningLoop()
          .setExceptionHandler(
              (_, context) -> System.out.println("reported: " + context.message()));
      Server server =
          Streams.startServer(
              (in, out) -> {
                try (out) {
                  out.write(in.readline());
                }
              },
              List.of("127.0.0.1"),
              0,
              ServerOptions.defaults());
      var ticking =
          Asyncio.createTask(() -> {
            while (true) {
              Asyncio.sleep(Duration.ofMillis(50));
              ticks[0]++;
            }
          });
      SocketChannel client = SocketChannel.open();
      client.configureBlocking(false);
      List<AutoCloseable> hoard = hoard();
      client.connect(server.addresses().getFirst());
      Asyncio.sleep(Duration.ofMillis(1500)); // longer than the pause: two attempts fail
      for (AutoCloseable each : hoard) {
        each.close();
      }
      while (!client.finishConnect()) {
        Asyncio.sleep(Duration.ofMillis(1));
      }
      client.write(ByteBuffer.wrap("hello\n".getBytes(UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(100);
      while (client.read(answer) == 0) {
        Asyncio.sleep(Duration.ofMillis(10));
      }
      System.out.println(
          "answer: " + new String(answer.array(), 0, answer.position(), UTF_8).strip());
      System.out.println("loop lived: " + (ticks[0] > 10));
      ticking.cancel();
      client.close();
      server.close();
      server.waitClosed();
    });
  }

  /** Reading a class takes a descriptor where classes lie in folders. */
  private static void loadAll() throws Exception {
    for (String root : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path folder = Path.of(root);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.filter(file -> file.toString().endsWith(".class")).toList()) {
          load(folder.relativize(each).toString().replace(".class", "").replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, DescriptorsProgram.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError _) {
      // a test, whose libraries are not here
    }
  }

  private static List<AutoCloseable> hoard() throws Exception {
    Path file = Files.createTempFile("asyncio4j", ".fd");
    List<AutoCloseable> all = new ArrayList<>();
    try {
      while (true) {
        all.add(Files.newByteChannel(file));
      }
    } catch (java.io.IOException e) {
      System.out.println("hoard: " + e.getMessage().replaceAll(".*: ", ""));
    }
    return all;
  }
}
