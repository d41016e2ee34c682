package org.asyncio4j.cli.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of a process that loads no agent, out of the JDK's own thread dump. */
final class ThreadDump {
  private static final int SECONDS = 30;
  private static final Pattern IN_A_TASK =
      Pattern.compile("org\\.asyncio4j\\.task\\.Task\\.(start|runUserCode)\\(");
  private static final Pattern SUSPENDED =
      Pattern.compile("org\\.asyncio4j\\.fiber\\.\\w+\\$\\w+\\.suspend\\(");
  private static final Pattern FRAME =
      Pattern.compile("(?:[^(]*/)?([\\w.$]+)\\.([\\w$<>]+)\\(([^:()]+):(\\d+)\\)");
  private static final Pattern NOT_THE_PROGRAM =
      Pattern.compile("(java|jdk|sun|org\\.asyncio4j)\\..*");

  private ThreadDump() {}

  /** The file that jcmd writes. */
  record File(Dump threadDump) {}

  record Dump(List<Container> threadContainers) {}

  record Container(List<Entry> threads) {}

  record Entry(long tid, String name, boolean virtual, String state, List<String> stack) {}

  /** Takes a dump of a process. */
  static Listing of(long pid) throws LookException {
    try {
      Path folder = Files.createTempDirectory("asyncio4j-dump-");
      Path file = folder.resolve("threads.json");
      try {
        return parse(pid, take(pid, file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw LookException.noEntry("process " + pid + " gave no thread dump: " + e.getMessage());
    }
  }

  private static String take(long pid, Path file) throws IOException, LookException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(
                jcmd.toString(),
                Long.toString(pid),
                "Thread.dump_to_file",
                "-format=json",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw LookException.noEntry("process " + pid + " gave no thread dump; is it stopped?");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
    }
    return Files.readString(file);
  }

  /** Finds the tasks in a dump: virtual threads that the library has started for one. */
  static Listing parse(long pid, String json) throws LookException {
    Dump dump;
    try {
      dump = JsonMapper.builder().build().readValue(json, File.class).threadDump();
    } catch (JacksonException e) {
      throw LookException.noEntry("the thread dump is not readable: " + e.getOriginalMessage());
    }
    List<Entry> threads =
        dump.threadContainers().stream().flatMap(each -> each.threads().stream()).toList();
    if (threads.stream().noneMatch(each -> mentions(each, "org.asyncio4j."))) {
      throw LookException.noEntry(
          "process " + pid + " does not use asyncio4j, or has not made a loop yet");
    }
    List<TaskView> tasks =
        threads.stream()
            .filter(each -> each.virtual() && IN_A_TASK.matcher(text(each)).find())
            .map(ThreadDump::task)
            .toList();
    LoopView loop =
        new LoopView(
            "all loops",
            null,
            true,
            false,
            false,
            0,
            0,
            0,
            0,
            0,
            0,
            null,
            List.of(),
            tasks,
            List.of());
    return new Listing(pid, Listing.DUMP, null, List.of(new Listing.Loop(0, loop, loop.name())));
  }

  private static boolean mentions(Entry thread, String word) {
    return thread.stack().stream().anyMatch(each -> each.contains(word));
  }

  private static String text(Entry thread) {
    return String.join("\n", thread.stack());
  }

  private static TaskView task(Entry thread) {
    String name = thread.name().isEmpty() ? "(in its first step)" : thread.name();
    return new TaskView(
        thread.tid(),
        name,
        state(thread),
        0,
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        frames(thread.stack()));
  }

  /** A task that has suspended waits or is ready: a dump does not tell which. */
  private static String state(Entry thread) {
    boolean suspended = false;
    for (String line : thread.stack().subList(0, Math.min(6, thread.stack().size()))) {
      suspended |= SUSPENDED.matcher(line).find();
    }
    return suspended ? "SUSPENDED" : thread.state().equals("RUNNABLE") ? "RUNNING" : "BLOCKED";
  }

  private static List<FrameView> frames(List<String> stack) {
    List<FrameView> frames = new ArrayList<>();
    for (String line : stack) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches() && !NOT_THE_PROGRAM.matcher(frame.group(1)).matches()) {
        int number = Integer.parseInt(frame.group(4));
        frames.add(new FrameView(frame.group(1), frame.group(2), frame.group(3), number));
      }
    }
    return frames;
  }
}
