package org.asyncio4j.cli.look;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.asyncio4j.agent.Door;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks at a door. */
final class DoorClient {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DoorClient() {}

  /**
   * Asks and waits for the answer.
   *
   * @param door the path of the door
   * @param request the request, without its version
   * @param seconds how long to wait
   * @param whileWaiting throws if no answer can come
   * @return the answer
   * @throws IOException if nobody is there
   * @throws TimeoutException if nobody answers
   * @throws LookException if it is not understood
   */
  static Answer ask(Path door, String request, int seconds, Patience.Check whileWaiting)
      throws IOException, TimeoutException, LookException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    byte[] bytes =
        Patience.within(seconds, () -> talk(channel, door, request), channel, whileWaiting);
    return parse(bytes);
  }

  private static byte[] talk(SocketChannel channel, Path door, String request) throws IOException {
    try (channel) {
      channel.connect(UnixDomainSocketAddress.of(door));
      String line = Door.VERSION + " " + request + "\n";
      ByteBuffer out = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      return readAll(channel);
    }
  }

  private static byte[] readAll(SocketChannel channel) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(1 << 16);
    while (channel.read(in) >= 0) {
      if (!in.hasRemaining()) {
        in = ByteBuffer.allocate(in.capacity() * 2).put(in.flip());
      }
    }
    return Arrays.copyOf(in.array(), in.position());
  }

  /** Reads an answer. */
  static Answer parse(byte[] bytes) throws LookException {
    Answer answer;
    try {
      answer = MAPPER.readValue(new ByteArrayInputStream(bytes), Answer.class);
    } catch (JacksonException e) {
      throw LookException.noEntry(
          "the program's door answered what is no answer: " + e.getOriginalMessage());
    }
    if (answer.door() != Door.VERSION) {
      throw LookException.noEntry(
          "the program's door speaks version "
              + answer.door()
              + ", this command version "
              + Door.VERSION
              + ": use the asyncio command of the library that opened it");
    }
    if (answer.error() != null) {
      throw LookException.noEntry("the program's door refused: " + answer.error());
    }
    return answer;
  }

  /** Writes what was read, for machines. */
  static String json(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
