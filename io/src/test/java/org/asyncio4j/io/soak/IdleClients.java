package org.asyncio4j.io.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connects so many times, and for each line that it reads, has each connection echo a byte. */
final class IdleClients {
  private IdleClients() {}

  public static void main(String[] args) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    List<SocketChannel> all = new ArrayList<>();
    for (int i = Integer.parseInt(args[1]); i > 0; i--) {
      all.add(SocketChannel.open(server));
    }
    System.out.println("connected");
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      System.out.println(answering(all));
    }
  }

  private static int answering(List<SocketChannel> all) throws IOException {
    int answered = 0;
    for (SocketChannel each : all) {
      each.write(ByteBuffer.wrap(new byte[] {1}));
    }
    for (SocketChannel each : all) {
      if (each.read(ByteBuffer.allocate(1)) == 1) {
        answered++;
      }
    }
    return answered;
  }
}
