package org.asyncio4j.io.channel;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.asyncio4j.io.transport.Stdio;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.jspecify.annotations.Nullable;

/*
 * A pipe of the child is one of NIO. The child gets its end by path where there are paths, see PipePaths;
 * elsewhere a thread moves the bytes, see PipePump. The property asyncio4j.pipes=threads asks for the latter.
 */
/** Starts children. */
final class Spawner {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  private static final File NOTHING = new File(WINDOWS ? "NUL" : "/dev/null");

  /** Descriptors that the JDK and its helper take for a moment to start a child. */
  private static final int SPARE = 16;

  /**
   * A child and the ends of its pipes that are ours, null where it has no pipe.
   *
   * @param process the child
   * @param stdin its input
   * @param stdout its output
   * @param stderr its error output
   */
  record Child(
      Process process,
      Pipe.@Nullable SinkChannel stdin,
      Pipe.@Nullable SourceChannel stdout,
      Pipe.@Nullable SourceChannel stderr) {}

  private final List<String> command;
  private final SubprocessOptions options;

  /** By descriptor, null where the child has no pipe. */
  private final @Nullable Pipe[] pipes = new Pipe[3];

  Spawner(List<String> command, SubprocessOptions options) {
    this.command = command;
    this.options = options;
  }

  static boolean windows() {
    return WINDOWS;
  }

  Child start() throws IOException {
    try {
      return tryStart();
    } catch (IOException e) {
      throw SpawnErrors.of(e, command, options.cwd());
    }
  }

  private Child tryStart() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (options.cwd() != null) {
      builder.directory(options.cwd().toFile());
    }
    if (options.wholeEnv()) {
      builder.environment().clear();
    }
    builder.environment().putAll(options.env());
    Process process = null;
    try {
      boolean named = openPipes(builder);
      checkSpareDescriptors();
      process = builder.start();
      if (named) {
        closeChildsEnds();
      } else {
        startPumps(process);
      }
      return new Child(process, sink(0), source(1), source(2));
    } finally {
      if (process == null) {
        closeAll();
      }
    }
  }

  /**
   * Refuses to start while the system has too few descriptors for it: the JDK (25) then leaks a
   * pipe, and closes a descriptor twice, which may be somebody else's by then.
   */
  private void checkSpareDescriptors() throws IOException {
    List<Closeable> spare = new ArrayList<>(SPARE);
    try {
      for (int i = 0; i < SPARE; i++) {
        spare.add(new FileInputStream(NOTHING));
      }
    } finally {
      for (Closeable each : spare) {
        each.close();
      }
    }
  }

  // ---------------------------------------------------------------- pipes

  /** Returns whether the child gets its ends by path. */
  private boolean openPipes(ProcessBuilder builder) throws IOException {
    List<Integer> wanted = new ArrayList<>(3);
    Stdio[] all = {options.stdin(), options.stdout(), options.stderr()};
    for (int fd = 0; fd < all.length; fd++) {
      if (all[fd].equals(Stdio.PIPE)) {
        wanted.add(fd);
      }
    }
    List<PipePaths.Named> named =
        WINDOWS || threadsWanted() || wanted.isEmpty() ? null : PipePaths.open(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      pipes[wanted.get(i)] = named == null ? Pipe.open() : named.get(i).pipe();
    }
    redirect(builder, path(named, wanted, 0), path(named, wanted, 1), path(named, wanted, 2));
    return named != null;
  }

  private void redirect(
      ProcessBuilder builder, @Nullable File in, @Nullable File out, @Nullable File error) {
    builder.redirectErrorStream(options.stderr().equals(Stdio.STDOUT));
    builder.redirectInput(input(options.stdin(), in));
    builder.redirectOutput(output(options.stdout(), out));
    if (!options.stderr().equals(Stdio.STDOUT)) {
      builder.redirectError(output(options.stderr(), error));
    }
  }

  private static boolean threadsWanted() {
    return System.getProperty("asyncio4j.pipes", "").equals("threads");
  }

  private static @Nullable File path(
      @Nullable List<PipePaths.Named> named, List<Integer> wanted, int fd) {
    int index = wanted.indexOf(fd);
    if (named == null || index < 0) {
      return null;
    }
    return fd == 0 ? named.get(index).reader() : named.get(index).writer();
  }

  private static Redirect input(Stdio in, @Nullable File pipe) {
    if (in.equals(Stdio.PIPE)) {
      return pipe == null ? Redirect.PIPE : Redirect.from(pipe);
    }
    if (in.path() != null) {
      return Redirect.from(in.path().toFile());
    }
    return in.equals(Stdio.DEVNULL) ? Redirect.from(NOTHING) : Redirect.INHERIT;
  }

  private static Redirect output(Stdio out, @Nullable File pipe) {
    if (out.equals(Stdio.PIPE)) {
      return pipe == null ? Redirect.PIPE : Redirect.to(pipe);
    }
    if (out.path() != null) {
      File file = out.path().toFile();
      return out.appends() ? Redirect.appendTo(file) : Redirect.to(file);
    }
    return out.equals(Stdio.DEVNULL) ? Redirect.DISCARD : Redirect.INHERIT;
  }

  private void startPumps(Process process) {
    String name = "asyncio4j-pipe-of-" + process.pid() + "-";
    if (pipes[0] != null) {
      PipePump.into(pipes[0].source(), process.getOutputStream(), name + "stdin");
    }
    if (pipes[1] != null) {
      PipePump.outOf(process.getInputStream(), pipes[1].sink(), name + "stdout");
    }
    if (pipes[2] != null) {
      PipePump.outOf(process.getErrorStream(), pipes[2].sink(), name + "stderr");
    }
  }

  private void closeChildsEnds() throws IOException {
    for (int fd = 0; fd < pipes.length; fd++) {
      Pipe pipe = pipes[fd];
      if (pipe != null) {
        if (fd == 0) {
          pipe.source().close();
        } else {
          pipe.sink().close();
        }
      }
    }
  }

  private void closeAll() throws IOException {
    List<Pipe> opened = new ArrayList<>(3);
    for (Pipe each : pipes) {
      if (each != null) {
        opened.add(each);
      }
    }
    PipePaths.close(opened);
  }

  private Pipe.@Nullable SinkChannel sink(int fd) throws IOException {
    Pipe pipe = pipes[fd];
    if (pipe == null) {
      return null;
    }
    pipe.sink().configureBlocking(false);
    return pipe.sink();
  }

  private Pipe.@Nullable SourceChannel source(int fd) throws IOException {
    Pipe pipe = pipes[fd];
    if (pipe == null) {
      return null;
    }
    pipe.source().configureBlocking(false);
    return pipe.source();
  }
}
