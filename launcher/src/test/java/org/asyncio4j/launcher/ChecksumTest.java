package org.asyncio4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
  /** As the command prints it, which the script compares it with. */
  @Test
  void line_isWhatCksumPrints(@TempDir Path folder) throws Exception {
    byte[] much = new byte[70_000];
    Arrays.fill(much, (byte) 0xE4);
    Files.write(folder.resolve("long"), much);
    Files.write(folder.resolve("empty"), new byte[0]);
    Files.writeString(folder.resolve("some text"), "void main() {}\n");
    for (String name : new String[] {"long", "empty", "some text"}) {
      Path file = folder.resolve(name);
      Process cksum = new ProcessBuilder("cksum", file.toString()).start();
      String printed = new String(cksum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(Checksum.line(file) + "\n").isEqualTo(printed);
    }
  }

  /** The check value of CRC-32/CKSUM over nine digits with their length. */
  @Test
  void nineDigits_haveTheKnownSum() {
    assertThat(Checksum.of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(930766865);
  }
}
