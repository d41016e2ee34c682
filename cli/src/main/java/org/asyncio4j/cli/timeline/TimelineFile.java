package org.asyncio4j.cli.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A recording that ends in a file: a page or trace events, as the file's name says.
 *
 * <p><b>Threads.</b> Any.
 */
public final class TimelineFile {
  private final Path file;
  private final Recorder recorder;
  private boolean written;

  private TimelineFile(Path file, Recorder recorder) {
    this.file = file;
    this.recorder = recorder;
  }

  /**
   * Checks that a file can become a timeline, before anything runs.
   *
   * @param what the option or command that names it, for messages
   * @param file the file
   * @return the file
   * @throws IllegalArgumentException if its name or its folder is wrong
   */
  public static Path checked(String what, Path file) {
    String name = file.toString();
    if (!name.endsWith(".html") && !name.endsWith(".json")) {
      throw new IllegalArgumentException(
          what
              + ": '"
              + name
              + "' says nothing of its format (expected: NAME.html for a page, NAME.json for"
              + " Perfetto and chrome://tracing)");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          what + ": '" + name + "' cannot be written: there is no such folder, or it is closed");
    }
    return file;
  }

  /**
   * Begins to record; the file is written when the JVM ends, however it does, or by {@link #write}.
   *
   * @param file where to
   * @param title what is recorded
   * @return the recording
   * @throws IllegalArgumentException if the file's name or its folder is wrong
   */
  public static TimelineFile start(Path file, String title) {
    TimelineFile timeline = record("--timeline", file, title);
    Runtime.getRuntime().addShutdownHook(new Thread(timeline::write, "asyncio-timeline"));
    return timeline;
  }

  /**
   * Begins to record; the file is written by {@link #write}.
   *
   * @param what the option or command that names it, for messages
   * @param file where to
   * @param title what is recorded
   * @return the recording
   * @throws IllegalArgumentException if the file's name or its folder is wrong
   */
  public static TimelineFile record(String what, Path file, String title) {
    return new TimelineFile(checked(what, file), Recorder.start(title));
  }

  /** Ends the recording and writes it, once; says so on stderr. */
  public synchronized void write() {
    if (written) {
      return;
    }
    written = true;
    recorder.close();
    Timeline timeline = recorder.timeline();
    boolean page = file.toString().endsWith(".html");
    try {
      Files.writeString(file, page ? Page.of(timeline) : TraceEvents.of(timeline));
      int tasks = timeline.loops().stream().mapToInt(loop -> loop.tasks().size()).sum();
      System.err.printf(
          Locale.ROOT,
          "asyncio: timeline of %,d tasks (%,d events) in %s%n",
          tasks,
          recorder.events(),
          file);
    } catch (IOException e) {
      System.err.println("asyncio: the timeline could not be written: " + e);
    }
  }
}
