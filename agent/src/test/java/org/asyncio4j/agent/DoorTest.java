package org.asyncio4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door: who may enter, what comes out, what stays behind. */
class DoorTest {
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = Door.open(request -> "answer to " + request);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private SocketChannel knock() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(door.path()));
  }

  private static void say(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hear(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void line_isAnswered() throws IOException {
    try (SocketChannel client = knock()) {
      say(client, "1 p");
      say(client, "s é\nmore");

      assertThat(hear(client)).isEqualTo("answer to 1 ps é\n");
    }
  }

  @Test
  void folder_isForTheUserAlone() throws IOException {
    var permissions = Files.getPosixFilePermissions(door.path().getParent());

    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rwx------");
  }

  @Test
  void clientThatSaysNothing_holdsUpNobody() throws IOException {
    try (SocketChannel silent = knock();
        SocketChannel other = knock()) {
      say(other, "hello\n");

      assertThat(hear(other)).isEqualTo("answer to hello\n");
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void endlessRequest_isNotHeardToItsEnd() throws IOException {
    try (SocketChannel client = knock()) {
      say(client, "x".repeat(1000));

      assertThat(hear(client)).isEmpty();
    }
  }

  @Test
  void closing_leavesNothing() {
    door.close();

    assertThat(door.path().getParent()).doesNotExist();
    assertThat(door.isThere()).isFalse();
  }

  @Test
  void doorOfAKilledProgram_isRemovedByTheNext() throws IOException {
    Path folder = Files.createTempDirectory("asyncio4j-1-");
    Path old = folder.resolve("door");
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    killed.bind(UnixDomainSocketAddress.of(old));
    killed.close(); // the file stays

    Door.open(request -> request).close();

    assertThat(folder).doesNotExist();
    assertThat(door.path()).exists();
  }
}
