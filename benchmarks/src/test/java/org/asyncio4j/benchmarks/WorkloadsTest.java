package org.asyncio4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each workload in this JVM, a little of it: what it says it does, it does. */
class WorkloadsTest {
  private static final boolean SCHEDULED =
      System.getProperty("asyncio4j.expectedDriver", "").equals("scheduled");

  /** The peers whose flags this JVM has; see pom.xml. */
  private static final List<Peer> HERE =
      SCHEDULED
          ? List.of(
              Peer.SCHEDULED,
              Peer.LIMIT,
              Peer.VT_OWN,
              Peer.KOTLIN,
              Peer.VERTX_VT,
              Peer.VERTX,
              Peer.COMPLETABLE_FUTURE,
              Peer.JOX)
          : List.of(Peer.PORTABLE, Peer.VT_DEFAULT);

  static Stream<Arguments> workloads() {
    return codeOf(Workload.class);
  }

  static Stream<Arguments> heldTasks() {
    return codeOf(HeldTasks.class);
  }

  private static Stream<Arguments> codeOf(Class<?> kind) {
    return Stream.of(Row.values())
        .flatMap(row ->
            row.cases().stream()
                .flatMap(each ->
                    HERE.stream()
                        .filter(peer -> has(peer, each, kind))
                        .map(peer -> arguments(row, each, peer))));
  }

  private static boolean has(Peer peer, Case what, Class<?> kind) {
    return peer.code(what).filter(kind::isAssignableFrom).isPresent();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("workloads")
  void everyRun_doesAllOfItsOperations(Row row, Case what, Peer peer) throws Exception {
    Load load = what.smokeLoad();

    try (Workload workload = make(Workload.class, what, peer)) {
      long first = workload.run(load);
      long second = workload.run(load);

      assertThat(List.of(first, second)).containsOnly(load.operations());
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("heldTasks")
  void heldTasks_areSuspendedWhileMeasured_andAllEnd(Row row, Case what, Peer peer)
      throws Exception {
    HeldTasks held = make(HeldTasks.class, what, peer);
    AtomicInteger measured = new AtomicInteger();

    long ended = held.hold(20, measured::incrementAndGet);

    assertThat(measured).hasValue(1);
    assertThat(ended).isEqualTo(20);
  }

  private static <T> T make(Class<T> kind, Case what, Peer peer) throws Exception {
    return peer.code(what).orElseThrow().asSubclass(kind).getConstructor().newInstance();
  }
}
