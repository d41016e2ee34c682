package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of one loop as columns of numbers: 26 bytes each. Guarded by the recorder that has it.
 */
final class EventBuffer {
  // Kinds of events; behind each what x, y and z are.

  /** The creator or -1, line, -. */
  static final byte CREATED = 0;

  /** -, -, -. */
  static final byte STARTED = 1;

  /** What is awaited as text or -1, line, group of awaited tasks or -1. */
  static final byte SUSPENDED = 2;

  /** -, -, -. */
  static final byte RESUMED = 3;

  /** -, -, -. */
  static final byte BLOCKED = 4;

  /** Who asks or -1, line, message or -1. */
  static final byte CANCEL_REQUESTED = 5;

  /** How it ended: one of the three below; -, text. */
  static final byte DONE = 6;

  static final int FINISHED = 0;
  static final int FAILED = 1;
  static final int CANCELLED = 2;

  /** No text, no line, no task. */
  static final int NONE = -1;

  private static final int CHUNK = 4096;

  private final List<Chunk> chunks = new ArrayList<>();
  private int size;

  private static final class Chunk {
    final byte[] kind = new byte[CHUNK];
    final long[] nanos = new long[CHUNK];
    final int[] task = new int[CHUNK];
    final int[] x = new int[CHUNK];
    final int[] y = new int[CHUNK];
    final int[] z = new int[CHUNK];
  }

  /**
   * One event, as it is read back.
   *
   * @param kind one of the constants
   * @param nanos time on the loop's clock
   * @param task whose
   * @param x see there
   * @param y see there
   * @param z see there
   */
  record Event(byte kind, long nanos, int task, int x, int y, int z) {}

  void add(byte kind, long nanos, int task, int x, int y, int z) {
    int place = size % CHUNK;
    if (place == 0) {
      chunks.add(new Chunk());
    }
    Chunk chunk = chunks.getLast();
    chunk.kind[place] = kind;
    chunk.nanos[place] = nanos;
    chunk.task[place] = task;
    chunk.x[place] = x;
    chunk.y[place] = y;
    chunk.z[place] = z;
    size++;
  }

  int size() {
    return size;
  }

  Event get(int index) {
    Chunk chunk = chunks.get(index / CHUNK);
    int place = index % CHUNK;
    return new Event(
        chunk.kind[place],
        chunk.nanos[place],
        chunk.task[place],
        chunk.x[place],
        chunk.y[place],
        chunk.z[place]);
  }
}
