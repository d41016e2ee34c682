package org.asyncio4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Little of the load against each server, which refuses an echo that is not what it has sent. */
class EchoForkTest {
  private static final String DRIVER = System.getProperty("asyncio4j.expectedDriver", "");
  private static final Case PLAIN = Row.W8.cases().getFirst();
  private static final Case TLS = Row.W8.cases().getLast();

  /** More than a socket takes at once. */
  private static final Load LARGE = new Load(3, 1, 8 << 20);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static Places places;

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @BeforeAll
  static void compile() throws Exception {
    places = new Places(Path.of("").toAbsolutePath());
  }

  static Stream<Peer> servers() {
    return Stream.of(Peer.values())
        .filter(peer ->
            peer == Peer.C || peer == Peer.NIO || peer.label().startsWith("asyncio4j-" + DRIVER));
  }

  private List<Series> run(Places where, Case what, Peer peer, Load load) throws Exception {
    PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
    return new Rounds(where, Effort.TRIAL, out).run(Row.W8, what, List.of(peer), _ -> load);
  }

  private String said() {
    return progress.toString(StandardCharsets.UTF_8);
  }

  /** What a machine with gcc measures; another one says that it cannot. */
  private void hasFigures(List<Series> measured, String name) {
    if (said().contains("install the package")) {
      assertThat(measured).isEmpty();
      return;
    }
    assertThat(measured)
        .as(said())
        .extracting(each -> each.metric().name())
        .containsExactly(name, name + "-p50", name + "-p99", name + "-cpu");
    assertThat(measured.subList(0, 3)).allMatch(each -> each.median() > 0);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aServer_sendsBackManySmallMessages(Peer peer) throws Exception {
    hasFigures(run(places, PLAIN, peer, new Load(20, 1, 64)), "64B-x1");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aServer_sendsBackMessagesThatItCannotWriteAtOnce(Peer peer) throws Exception {
    hasFigures(run(places, PLAIN, peer, LARGE), "64B-x1");
  }

  @Test
  void aServerWithTls_sendsBackLargeMessages() throws Exception {
    Peer ours = Peer.named("asyncio4j-" + DRIVER);

    hasFigures(run(places, TLS, ours, LARGE), "tls-100KB-x50");
  }

  @Test
  void withoutTheLoad_theRowIsLeftOut(@TempDir Path empty) throws Exception {
    List<Series> measured = run(new Places(empty), PLAIN, Peer.NIO, new Load(1, 1, 64));

    assertThat(measured).isEmpty();
    assertThat(said()).contains("# c is left out: no gcc that builds the echo server and the load");
  }
}
