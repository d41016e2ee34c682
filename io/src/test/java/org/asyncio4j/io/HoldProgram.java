package org.asyncio4j.io;

import java.nio.ByteBuffer;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Sockets;

/** A task that blocks while a socket is ready. To be run with blocking calls that hold the loop. */
final class HoldProgram {
  private HoldProgram() {}

  public static void main(String[] args) throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      Asyncio.run(() -> {
        var end = Asyncio.getRunningLoop().<String>createFuture();
        IoLoop.current()
            .addReader(
                pair.near(),
                () -> {
                  System.out.println("readable");
                  IoLoop.current().removeReader(pair.near());
                  end.setResult("");
                });
        pair.far().write(ByteBuffer.wrap(new byte[1]));
        for (int i = 0; i < 3; i++) {
          Thread.sleep(20); // the subject: a blocking call
          System.out.println("slept " + i);
        }
        end.await();
      });
    }
  }
}
