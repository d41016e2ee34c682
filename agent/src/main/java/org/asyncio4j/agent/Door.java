package org.asyncio4j.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * The door is a Unix-domain socket in a folder of its own, with a name that nobody can guess and that
 * only the user can enter. Where it is, the program says in a system property, which the Attach API
 * reads: so no folder known to all has to be trusted, and a door that has gone is noticed.
 *
 * One request, a line, per connection; then one answer, a JSON object, to its end. A thread of its own
 * serves each, so that a client that stops in the middle holds up nobody.
 */
/** Where a program answers what other processes of the same user ask. Any thread. */
public final class Door {
  /** What both sides speak; an answer carries it. Raised when an old client would misread it. */
  public static final int VERSION = 1;

  private static final String PREFIX = "asyncio4j-";
  private static final int LONGEST_PATH = 100; // the system allows a little over
  private static final int LONGEST_REQUEST = 1000;

  private final ServerSocketChannel server;
  private final Path path;
  private final UnaryOperator<String> answers;

  private Door(ServerSocketChannel server, Path path, UnaryOperator<String> answers) {
    this.server = server;
    this.path = path;
    this.answers = answers;
  }

  /**
   * Opens a door. It goes with the program.
   *
   * @param answers from a request to its answer; any thread
   * @return the door
   * @throws IOException if there is no place for it
   */
  public static Door open(UnaryOperator<String> answers) throws IOException {
    Path folder = makeFolder(Path.of(System.getProperty("java.io.tmpdir")));
    Path path = folder.resolve("door");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      server.close();
      Files.deleteIfExists(folder);
      throw e;
    }
    Door door = new Door(server, path, answers);
    thread("asyncio-door", door::receive).start();
    Runtime.getRuntime().addShutdownHook(thread("asyncio-door-end", door::close));
    return door;
  }

  private static Path makeFolder(Path temporary) throws IOException {
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    Path parent = temporary;
    int room = LONGEST_PATH - prefix.length() - "12345678901234567890/door".length();
    if (parent.toString().length() > room) {
      parent = Path.of("/tmp");
    }
    removeOld(parent);
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? Files.createTempDirectory(
            parent,
            prefix,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Files.createTempDirectory(parent, prefix);
  }

  /** Programs that were killed have left their doors. */
  private static void removeOld(Path parent) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path folder : folders) {
        Path old = folder.resolve("door");
        if (Files.exists(old) && Files.isWritable(folder) && !answersAt(old)) {
          Files.deleteIfExists(old);
          Files.deleteIfExists(folder);
        }
      }
    } catch (IOException | RuntimeException e) {
      // they are not in the way
    }
  }

  private static boolean answersAt(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Thread thread(String name, Runnable body) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .inheritInheritableThreadLocals(false)
            .unstarted(body);
    thread.setContextClassLoader(null); // not the one of the program's that happens to ask first
    return thread;
  }

  /**
   * Returns where it is.
   *
   * @return the path of the socket
   */
  public Path path() {
    return path;
  }

  /** Tells whether others can find it. */
  boolean isThere() {
    return server.isOpen() && Files.exists(path);
  }

  /** Closes it and leaves nothing behind. */
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
      Path folder = path.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // the next door that is opened removes it
    }
  }

  private void receive() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        thread("asyncio-door-answer", () -> serve(client)).start();
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        Thread.yield(); // no descriptor or no thread is left: perhaps for the next one
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      String request = read(client);
      if (request != null) {
        String answer = answers.apply(request);
        ByteBuffer bytes = ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          client.write(bytes);
        }
      }
    } catch (IOException e) {
      // it has gone away
    }
  }

  private static @Nullable String read(SocketChannel client) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_REQUEST);
    while (bytes.hasRemaining()) {
      int from = bytes.position();
      if (client.read(bytes) < 0) {
        return null;
      }
      for (int i = from; i < bytes.position(); i++) {
        if (bytes.get(i) == '\n') {
          return new String(bytes.array(), 0, i, StandardCharsets.UTF_8);
        }
      }
    }
    return null;
  }
}
