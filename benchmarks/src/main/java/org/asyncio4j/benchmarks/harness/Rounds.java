package org.asyncio4j.benchmarks.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/**
 * Runs the peers of a workload one after the other, and that several times over: a machine that is
 * slow for a minute is then slow for all of them. The value of a round is the median of its
 * iterations; the one to quote is the median over the rounds.
 */
public final class Rounds {
  private final Places places;
  private final Effort effort;
  private final PrintStream progress;
  private final Fork jmh = new JmhFork();
  private final Fork memory = new MemoryFork();
  private final Fork start;
  private final Fork script;
  private final Fork echo;
  private final Set<Peer> toldMissing = EnumSet.noneOf(Peer.class);
  private boolean failed;

  /**
   * Prepares for measuring.
   *
   * @param places where things are
   * @param effort how long to measure
   * @param progress is told what runs, and what cannot
   */
  public Rounds(Places places, Effort effort, PrintStream progress) {
    this.places = places;
    this.effort = effort;
    this.progress = progress;
    this.start = new StartFork(places);
    this.script = new ScriptFork(places);
    this.echo = new EchoFork(places, progress);
  }

  /** Tells whether one of our own workloads has failed. */
  public boolean failed() {
    return failed;
  }

  /** Measures a case with the load that the row names. */
  public List<Series> run(Row row, Case what, List<Peer> peers) throws InterruptedException {
    return run(row, what, peers, UnaryOperator.identity());
  }

  /**
   * Measures a case with those of the peers that have it.
   *
   * @param row the workload
   * @param what the case
   * @param peers who
   * @param scale turns the load that the row names into the one to run
   * @return a series for each peer and metric, in the order of the peers
   */
  public List<Series> run(Row row, Case what, List<Peer> peers, UnaryOperator<Load> scale)
      throws InterruptedException {
    List<Peer> able = new ArrayList<>();
    for (Peer peer : peers) {
      if (has(row, what, peer)) {
        able.add(peer);
      }
    }
    Map<Peer, Map<Metric, List<Double>>> all = new LinkedHashMap<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      for (Peer peer : List.copyOf(able)) {
        progress.printf(
            Locale.ROOT, "# %s %s %s, round %d%n", row, what.name(), peer.label(), round);
        var found = all.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
        if (!measure(row, what, scale, peer, found)) {
          able.remove(peer);
        }
      }
      Collections.rotate(able, 1); // none always goes first
    }
    return series(row, all);
  }

  private boolean has(Row row, Case what, Peer peer) throws InterruptedException {
    if (!fork(row, peer).has(peer, what)) {
      return false;
    }
    boolean needsLoad = row.kind() == Row.Kind.ECHO && places.missing(Peer.C).isPresent();
    Peer needed = needsLoad ? Peer.C : peer.usual();
    places
        .missing(needed)
        .filter(_ -> toldMissing.add(needed))
        .ifPresent(why -> progress.println("# " + needed.label() + " is left out: " + why));
    return places.missing(needed).isEmpty();
  }

  private Fork fork(Row row, Peer peer) {
    if (row.kind() == Row.Kind.START) {
      return start;
    }
    if (row.kind() == Row.Kind.ECHO) {
      return echo;
    }
    if (peer.platform() != Peer.Platform.JVM) {
      return script;
    }
    return row.kind() == Row.Kind.MEMORY ? memory : jmh;
  }

  private boolean measure(
      Row row, Case what, UnaryOperator<Load> scale, Peer peer, Map<Metric, List<Double>> found)
      throws InterruptedException {
    Load load = peer.platform() == Peer.Platform.PYTHON ? what.slowLoad() : what.load();
    try {
      for (Reading reading : fork(row, peer).run(row, what, scale.apply(load), peer, effort)) {
        found.computeIfAbsent(reading.metric(), _ -> new ArrayList<>()).add(reading.value());
      }
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      failed |= peer.ours();
      progress.printf(
          Locale.ROOT, "# %s %s %s failed: %s%n", row, what.name(), peer.label(), causes(e));
      return false;
    }
  }

  private static String causes(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e + "; " + causes(cause);
  }

  private static List<Series> series(Row row, Map<Peer, Map<Metric, List<Double>>> all) {
    List<Series> series = new ArrayList<>();
    all.forEach((peer, found) ->
        found.forEach((metric, values) -> series.add(new Series(row, peer, metric, values))));
    return series;
  }
}
