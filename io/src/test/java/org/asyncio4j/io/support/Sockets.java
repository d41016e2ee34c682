package org.asyncio4j.io.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;

/** Real sockets, and loops that run on real time. */
public final class Sockets {
  private Sockets() {}

  /**
   * Two ends of a connection.
   *
   * @param near the end for the loop, non-blocking
   * @param far the other end, blocking
   */
  public record Pair(SocketChannel near, SocketChannel far) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      near.close();
      far.close();
    }
  }

  /** Connects two channels over the loopback interface. */
  public static Pair pair() throws IOException {
    try (ServerSocketChannel server = listen()) {
      SocketChannel far = SocketChannel.open(server.getLocalAddress());
      SocketChannel near = server.accept();
      near.configureBlocking(false);
      return new Pair(near, far);
    }
  }

  /** Listens on a free port of the loopback interface. */
  public static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Returns an address of the loopback interface where nobody listens. */
  public static InetSocketAddress nobody() throws IOException {
    try (ServerSocketChannel server = listen()) {
      return (InetSocketAddress) server.getLocalAddress();
    }
  }

  /** Runs a program and returns what it reports, until its loop has closed. */
  public static List<ExceptionContext> reports(Action main) {
    List<ExceptionContext> reports = new ArrayList<>();
    Asyncio.run(
        main,
        RunOptions.defaults()
            .withLoopFactory(() -> {
              EventLoop loop = Asyncio.newEventLoop();
              loop.setExceptionHandler((_, context) -> {
                synchronized (reports) {
                  reports.add(context);
                }
              });
              return loop;
            }));
    return reports;
  }

  /** Runs code on a thread of its own that fails loudly. */
  public static Thread thread(Action body) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            body.run();
          } catch (Throwable e) {
            throw new AssertionError("a thread of the test failed", e);
          }
        });
  }

  /** Waits for a latch. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("waited in vain");
    }
  }

  /** Opens once what the JDK opens once and keeps. */
  static void warmUp() throws IOException {
    try (Pair pair = pair()) {
      pair.far().write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    Asyncio.run(() -> {});
  }
}
