package org.asyncio4j.io.channel;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/*
 * The JDK connects a child to its parent by pipes that only blocking streams read. But it also lets a child
 * have a file, and on Linux /proc/self/fd/N is one: opening it opens the pipe behind descriptor N anew, with
 * flags of its own. So the pipes here are those of NIO, which a selector watches, and the child gets a path.
 *
 * Java does not tell N. It is found by what is there after the pipes were made and was not before. Other
 * threads may open pipes at that moment, so a candidate is only taken if it holds just as many bytes as were
 * put into the pipe in question; looking at how many neither takes nor changes anything.
 *
 *   bytes put in --> candidates: new descriptors that are pipes --> each pipe has one writer and one reader
 */
/** New pipes, and the paths by which a child can have their ends. Linux only. Any thread. */
final class PipePaths {
  /**
   * A pipe and its paths.
   *
   * @param pipe both ends
   * @param reader where a reader opens it
   * @param writer where a writer opens it
   */
  record Named(Pipe pipe, File reader, File writer) {}

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** How often to try when other threads open pipes at the same time. */
  private static final int TRIES = 3;

  /** More than zero, less than any pipe holds. */
  private static final int MOST_BYTES = 1000;

  private PipePaths() {}

  /** Makes pipes; returns null, and leaves none, if their paths cannot be found here. */
  static @Nullable List<Named> open(int count) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return null;
    }
    for (int i = 0; i < TRIES; i++) {
      List<Named> named = tryOpen(count);
      if (named != null) {
        return named;
      }
    }
    return null;
  }

  private static @Nullable List<Named> tryOpen(int count) throws IOException {
    List<Pipe> pipes = new ArrayList<>(count);
    List<Named> named = null;
    Set<String> before;
    try {
      // open while the pipes are made, so that these do not get the numbers of the listing itself
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(DESCRIPTORS)) {
        before = names(listing);
        for (int k = 0; k < count; k++) {
          pipes.add(Pipe.open());
        }
      }
      Set<String> added;
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(DESCRIPTORS)) {
        added = names(listing);
      }
      added.removeAll(before);
      named = name(pipes, pairs(added));
    } finally {
      if (named == null) {
        close(pipes);
      }
    }
    return named;
  }

  private static Set<String> names(DirectoryStream<Path> listing) {
    Set<String> names = new HashSet<>();
    listing.forEach(each -> names.add(each.getFileName().toString()));
    return names;
  }

  static void close(List<Pipe> pipes) throws IOException {
    for (Pipe each : pipes) {
      each.source().close();
      each.sink().close();
    }
  }

  /** Returns the pipes of which both ends are among these descriptors: [reader, writer] each. */
  private static List<File[]> pairs(Set<String> descriptors) {
    Map<String, File[]> pairs = new HashMap<>();
    for (String each : descriptors) {
      Path path = DESCRIPTORS.resolve(each);
      try {
        String target = Files.readSymbolicLink(path).toString();
        if (target.startsWith("pipe:")) {
          pairs.computeIfAbsent(target, _ -> new File[2])[writes(each) ? 1 : 0] = path.toFile();
        }
      } catch (IOException _) {
        // closed by another thread meanwhile, so it was none of ours
      }
    }
    return pairs.values().stream().filter(pair -> pair[0] != null && pair[1] != null).toList();
  }

  /** The flags in octal end with 1 for a descriptor that is only written. */
  private static boolean writes(String descriptor) throws IOException {
    String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor));
    return info.lines().anyMatch(line -> line.startsWith("flags:") && line.endsWith("1"));
  }

  private static @Nullable List<Named> name(List<Pipe> pipes, List<File[]> candidates)
      throws IOException {
    List<Named> named = new ArrayList<>(pipes.size());
    for (Pipe pipe : pipes) {
      File[] found = find(pipe, candidates);
      if (found == null) {
        return null;
      }
      named.add(new Named(pipe, found[0], found[1]));
    }
    return named;
  }

  private static File @Nullable [] find(Pipe pipe, List<File[]> candidates) throws IOException {
    int count = ThreadLocalRandom.current().nextInt(MOST_BYTES) + 1;
    ByteBuffer mark = ByteBuffer.allocate(count);
    pipe.sink().write(mark);
    File[] found = null;
    try {
      for (File[] each : candidates) {
        if (waitingIn(each[0]) == count) {
          if (found != null) {
            return null;
          }
          found = each;
        }
      }
    } finally {
      mark.clear();
      while (mark.hasRemaining()) {
        pipe.source().read(mark);
      }
    }
    return found;
  }

  private static int waitingIn(File reader) {
    try (FileInputStream in = new FileInputStream(reader)) {
      return in.available();
    } catch (IOException _) {
      return -1; // closed by another thread meanwhile
    }
  }
}
