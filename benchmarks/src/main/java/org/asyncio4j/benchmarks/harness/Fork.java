package org.asyncio4j.benchmarks.harness;

import java.util.List;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/** A way to run a workload in a process of its own. */
interface Fork {
  /** Tells whether the peer has this workload at all. */
  boolean has(Peer peer, Case what) throws InterruptedException;

  /** Runs it and returns what it took. */
  List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort) throws Exception;
}
