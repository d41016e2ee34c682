package org.asyncio4j.benchmarks.peer.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.asyncio4j.benchmarks.ServerProcess;

/** A server with one event loop, which accepts, reads and writes. */
final class EchoServer {
  private static final int BACKLOG = 1024;
  private static final int SMALLEST_READ = 64;
  private static final int FIRST_READ = 2048;
  private static final int LARGEST_READ = 256 * 1024;

  private EchoServer() {}

  /**
   * Serves until the process is to end.
   *
   * @param prepare what comes in a connection's pipeline before the handler that echoes
   */
  static void run(Consumer<SocketChannel> prepare) throws IOException {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    Transport transport = Transport.chosen();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    try {
      Channel server =
          new ServerBootstrap()
              .group(loop)
              .channel(transport.serverChannel())
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
              .childOption(
                  ChannelOption.RECVBUF_ALLOCATOR,
                  new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ))
              .childOption(
                  ChannelOption.WRITE_BUFFER_WATER_MARK,
                  new WriteBufferWaterMark(LARGEST_READ, 2 * LARGEST_READ))
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      prepare.accept(channel);
                      channel.pipeline().addLast(new Echo());
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .syncUninterruptibly()
              .channel();
      ServerProcess.listening(((InetSocketAddress) server.localAddress()).getPort());
      ServerProcess.awaitEnd();
    } finally {
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
