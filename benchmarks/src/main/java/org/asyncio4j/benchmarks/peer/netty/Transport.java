package org.asyncio4j.benchmarks.peer.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** What Netty's event loop waits with, as {@code -Dbenchmarks.transport} says. */
enum Transport {
  /** The JDK's selector. */
  NIO {
    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> serverChannel() {
      return NioServerSocketChannel.class;
    }
  },

  /** Linux's epoll, called from C. */
  EPOLL {
    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerChannel> serverChannel() {
      return EpollServerSocketChannel.class;
    }
  };

  abstract IoHandlerFactory handlers();

  abstract Class<? extends ServerChannel> serverChannel();

  static Transport chosen() {
    String name = System.getProperty("benchmarks.transport", "nio");
    return switch (name) {
      case "nio" -> NIO;
      case "epoll" -> EPOLL;
      default ->
          throw new IllegalArgumentException(
              "-Dbenchmarks.transport: " + name + " (expected: nio, epoll)");
    };
  }
}
