package org.asyncio4j.jfr;

import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.Observation;
import org.jspecify.annotations.Nullable;

/** Observes all loops for as long as any recording of the process runs. */
final class FlightListener implements FlightRecorderListener {
  private @Nullable Observation observation;

  private FlightListener() {}

  /**
   * Listens from now on if Flight Recorder has begun, else from soon on.
   *
   * @param done set by the first to begin
   */
  static void listen(AtomicBoolean done) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    if (FlightRecorder.isInitialized()) {
      FlightRecorder.addListener(new FlightListener());
      return;
    }
    Thread later =
        new Thread(
            null,
            () -> FlightRecorder.addListener(new FlightListener()),
            "asyncio-flight-recorder",
            0,
            false);
    later.setDaemon(true);
    later.start();
  }

  @Override
  public void recorderInitialized(FlightRecorder recorder) {
    look(recorder);
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    look(FlightRecorder.getFlightRecorder());
  }

  private synchronized void look(FlightRecorder recorder) {
    boolean recording =
        recorder.getRecordings().stream()
            .anyMatch(each -> each.getState() == RecordingState.RUNNING);
    if (recording && observation == null) {
      observation = Debug.observeEach(_ -> new FlightObserver());
    } else if (!recording && observation != null) {
      observation.close();
      observation = null;
    }
  }
}
