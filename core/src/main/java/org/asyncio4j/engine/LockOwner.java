package org.asyncio4j.engine;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Who owns the monitor that a virtual thread waits for? No method of Thread tells, and the thread bean
 * knows platform threads only. The JVM's thread dump does since JDK 25, so the watchdog, which has found
 * a loop that stands, takes one. By reflection, since the bean is in jdk.management: without that module
 * the report says nothing about the owner.
 */
/** Finds the thread that holds the monitor another one waits for. */
final class LockOwner {
  private static final Pattern THREAD = Pattern.compile("\"tid\": \"(\\d+)\"");
  private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]*)\"");
  private static final Pattern BLOCKED_ON = Pattern.compile("\"blockedOn\": \"([^\"]+)\"");
  private static final Pattern FRAME = Pattern.compile("^\\s+\"([^\"]+\\([^\"]*\\))\",?$");
  private static final Pattern PARK_OWNER =
      Pattern.compile("\"parkBlocker\": \\{[^}]*\"owner\": \"(\\d+)\"");
  private static final Pattern OWNED = Pattern.compile("\"monitorsOwned\":.*", Pattern.DOTALL);

  private LockOwner() {}

  /**
   * Describes what a thread waits for and who holds it.
   *
   * @param waiting the thread
   * @param engines the loops that run
   * @return the text, with the owner if the process is at rest; empty if it waits for no monitor
   */
  static String of(Thread waiting, Iterable<Engine> engines) {
    if (waiting.getState() != Thread.State.BLOCKED) {
      return "";
    }
    List<String> threads = Rest.reached(engines) ? dump() : List.of();
    String blockedOn = null;
    for (String thread : threads) {
      if (Long.toString(waiting.threadId()).equals(first(THREAD, thread))) {
        blockedOn = first(BLOCKED_ON, thread);
      }
    }
    if (blockedOn == null) {
      return "\n  it waits for a monitor: do not await inside synchronized";
    }
    for (String thread : threads) {
      String owned = first(OWNED, thread);
      if (owned != null && owned.contains('"' + blockedOn + '"')) {
        return "\n  it waits for the monitor of "
            + blockedOn
            + ": do not await inside synchronized. The monitor is held by "
            + describe(thread);
      }
    }
    return "\n  it waits for the monitor of " + blockedOn;
  }

  /**
   * Finds who holds what some threads wait for. Monitors; also locks of java.util.concurrent where
   * the JVM's dump tells their owner, which that of JDK 25 does not.
   *
   * @param threads the threads
   * @param engines the loops that run
   * @return the ids of the owners, as far as they are known; null if the process is not at rest
   */
  static @Nullable Map<Thread, Long> ofAll(Set<Thread> threads, Iterable<Engine> engines) {
    if (!Rest.reached(engines)) {
      return null;
    }
    List<String> dump = dump();
    Map<String, Thread> byId = new HashMap<>();
    threads.forEach(thread -> byId.put(Long.toString(thread.threadId()), thread));
    Map<Thread, Long> owners = new HashMap<>();
    Map<String, Thread> monitors = new HashMap<>();
    for (String entry : dump) {
      Thread thread = byId.get(first(THREAD, entry));
      if (thread != null) {
        String owner = first(PARK_OWNER, entry);
        String monitor = first(BLOCKED_ON, entry);
        if (owner != null) {
          owners.put(thread, Long.valueOf(owner));
        } else if (monitor != null) {
          monitors.put(monitor, thread);
        }
      }
    }
    for (String entry : dump) {
      String owned = first(OWNED, entry);
      String owner = first(THREAD, entry);
      monitors.forEach((monitor, thread) -> {
        if (owned != null && owner != null && owned.contains('"' + monitor + '"')) {
          owners.put(thread, Long.valueOf(owner));
        }
      });
    }
    return owners;
  }

  private static String describe(String thread) {
    StringBuilder text = new StringBuilder();
    text.append("'").append(first(NAME, thread)).append("', which stands");
    thread
        .lines()
        .map(FRAME::matcher)
        .filter(Matcher::find)
        .forEach(frame -> text.append("\n    at ").append(frame.group(1).replace("\\/", "/")));
    return text.toString();
  }

  private static @Nullable String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(matcher.groupCount()) : null;
  }

  /** Returns the dump's entry of each thread, or none. */
  private static List<String> dump() {
    List<String> threads = new ArrayList<>();
    try {
      Path folder = Files.createTempDirectory("asyncio4j");
      Path file = folder.resolve("threads.json");
      try {
        write(file);
        String text = Files.readString(file);
        Matcher start = THREAD.matcher(text);
        int from = -1;
        while (start.find()) {
          if (from >= 0) {
            threads.add(text.substring(from, start.start()));
          }
          from = start.start();
        }
        if (from >= 0) {
          threads.add(text.substring(from));
        }
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (ReflectiveOperationException | IOException | LinkageError e) {
      return List.of(); // no such module or no place to write: the report goes without
    }
    return threads;
  }

  /** HotSpotDiagnosticMXBean.dumpThreads(file, JSON). */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the enum's type is known at run time only
  private static void write(Path file) throws ReflectiveOperationException {
    Class<?> bean = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Class<?> format = Class.forName("com.sun.management.HotSpotDiagnosticMXBean$ThreadDumpFormat");
    Method find =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class);
    bean.getMethod("dumpThreads", String.class, format)
        .invoke(find.invoke(null, bean), file.toString(), Enum.valueOf((Class) format, "JSON"));
  }
}
