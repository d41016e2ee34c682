package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.debug.Observation;
import org.asyncio4j.loop.EventLoop;

/** Records all loops of the process until it is closed. Any thread. */
public final class Recorder implements AutoCloseable {
  private final String title;
  private final Budget budget;
  private final long originNanos = System.nanoTime();
  private final List<LoopRecorder> loops = new ArrayList<>();
  private final Observation observation;

  private Recorder(String title, Budget budget) {
    this.title = title;
    this.budget = budget;
    this.observation = Debug.observeEach(this::recorderOf);
  }

  /**
   * Begins to record.
   *
   * @param title what is recorded, for the headline
   * @return the recorder
   */
  public static Recorder start(String title) {
    return new Recorder(title, Budget.ofThisJvm());
  }

  /**
   * Begins to record, up to a number of events.
   *
   * @param title what is recorded
   * @param limit how many events at most
   * @return the recorder
   */
  static Recorder start(String title, int limit) {
    return new Recorder(title, new Budget(limit));
  }

  private synchronized LoopObserver recorderOf(EventLoop loop) {
    LoopRecorder recorder = new LoopRecorder(loop, budget);
    loops.add(recorder);
    return recorder;
  }

  /**
   * Makes a timeline of what was recorded so far.
   *
   * @return the timeline
   */
  public synchronized Timeline timeline() {
    List<LoopTimeline> drawn =
        loops.stream()
            .map(each -> each.timeline(originNanos))
            .filter(each -> !each.tasks().isEmpty())
            .toList();
    List<String> notes = new ArrayList<>();
    if (budget.exceeded()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The recording is full: it ends after %,d events, and what came later is missing."
                  + " Let the program do less, or give Java a larger heap (-Xmx).",
              events()));
    }
    return new Timeline(title, drawn, notes);
  }

  /** How many events were recorded so far. */
  synchronized int events() {
    return loops.stream().mapToInt(LoopRecorder::size).sum();
  }

  /** Ends the recording. */
  @Override
  public void close() {
    observation.close();
  }
}
