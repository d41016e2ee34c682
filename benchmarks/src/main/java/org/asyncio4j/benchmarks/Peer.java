package org.asyncio4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who runs a workload. */
public enum Peer {
  /** asyncio4j with tasks on the loop's own thread. */
  SCHEDULED(
      "asyncio4j-scheduled",
      Platform.JVM,
      "asyncio4j",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "-Dasyncio4j.fiber=scheduled",
      "-Dasyncio4j.expectedDriver=scheduled"),

  /** asyncio4j with public API only. */
  PORTABLE(
      "asyncio4j-portable",
      Platform.JVM,
      "asyncio4j",
      "-Dasyncio4j.fiber=portable",
      "-Dasyncio4j.expectedDriver=portable"),

  /** The JDK's bare continuation with an array deque as its scheduler. */
  LIMIT("limit", Platform.JVM, "limit", "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"),

  /** Virtual threads on the JDK's own scheduler, on all processors. */
  VT_DEFAULT("vt-default", Platform.JVM, "vt", "-Dbenchmarks.scheduler=default"),

  /** Virtual threads on a scheduler with one thread. */
  VT_OWN(
      "vt-own",
      Platform.JVM,
      "vt",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "-Dbenchmarks.scheduler=own"),

  /** Kotlin coroutines in runBlocking, on one thread. */
  KOTLIN("kotlin", Platform.JVM, "kotlin"),

  /** Vert.x with await on a virtual-thread context. */
  VERTX_VT("vertx-vt", Platform.JVM, "vertxvt"),

  /** Vert.x with callbacks on an event loop. */
  VERTX("vertx-callbacks", Platform.JVM, "vertx"),

  /** CompletableFuture on an executor with one thread. */
  COMPLETABLE_FUTURE("completablefuture", Platform.JVM, "completablefuture"),

  /** Jox channels between virtual threads. */
  JOX("jox", Platform.JVM, "jox"),

  /** CPython's asyncio. */
  CPYTHON("cpython", Platform.PYTHON, "asyncio"),

  /** uvloop under CPython's asyncio. */
  UVLOOP("uvloop", Platform.PYTHON, "uvloop"),

  /** Go with GOMAXPROCS=1. */
  GO("go", Platform.GO, "go");

  /** What a peer's code runs on. */
  public enum Platform {
    /** This JDK. */
    JVM,
    /** The system's CPython, see {@code harness.PythonFork}. */
    PYTHON,
    /** The system's Go, see {@code harness.GoFork}. */
    GO
  }

  private static final String PACKAGE = Peer.class.getPackageName() + ".peer.";

  private final String label;
  private final Platform platform;
  private final String place;
  private final String flags; // separated by spaces: an enum holds nothing that can change

  Peer(String label, Platform platform, String place, String... flags) {
    this.label = label;
    this.platform = platform;
    this.place = place;
    this.flags = String.join(" ", flags);
  }

  /** Returns its name in results. */
  public String label() {
    return label;
  }

  /** Returns what its code runs on. */
  public Platform platform() {
    return platform;
  }

  /** Returns the last part of its package, or for Python the name of the loop. */
  public String place() {
    return place;
  }

  /** Returns the options that its JVM needs. */
  public List<String> flags() {
    return flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1));
  }

  /** Tells whether it is asyncio4j. */
  public boolean ours() {
    return this == SCHEDULED || this == PORTABLE;
  }

  /**
   * Returns the class that does a case, for a peer on the JVM.
   *
   * @param what the case
   * @return the class, or nothing if this peer has no such workload
   */
  public Optional<Class<?>> code(Case what) {
    if (platform != Platform.JVM) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName(PACKAGE + place + "." + what.code(), false, Peer.class.getClassLoader()));
    } catch (ClassNotFoundException _) {
      return Optional.empty();
    }
  }

  /**
   * Finds a peer by its name.
   *
   * @param label the name in results
   * @return the peer
   * @throws IllegalArgumentException if there is none
   */
  public static Peer named(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label.equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "peer: '"
                    + label
                    + "' (expected one of "
                    + Arrays.stream(values()).map(Peer::label).toList()
                    + ")"));
  }
}
