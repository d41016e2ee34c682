package org.asyncio4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  /** The same, sending from the buffer that the loop lends. */
  SCHEDULED_LENT(SCHEDULED, "Lent"),

  /** The same, with a protocol and no task. */
  SCHEDULED_PROTOCOL(SCHEDULED, "Protocol"),

  /** asyncio4j with public API only. */
  PORTABLE(
      "asyncio4j-portable",
      Platform.JVM,
      "asyncio4j",
      "-Dasyncio4j.fiber=portable",
      "-Dasyncio4j.expectedDriver=portable"),

  /** The same, sending from the buffer that the loop lends. */
  PORTABLE_LENT(PORTABLE, "Lent"),

  /** The same, with a protocol and no task. */
  PORTABLE_PROTOCOL(PORTABLE, "Protocol"),

  /** A server in C, on epoll. */
  C("c", Platform.C, "c"),

  /** A bare NIO selector. */
  NIO("nio", Platform.JVM, "nio"),

  /** Netty on NIO. */
  NETTY_NIO("netty-nio", Platform.JVM, "netty", "-Dbenchmarks.transport=nio"),

  /** Netty on its own epoll. */
  NETTY_EPOLL("netty-epoll", Platform.JVM, "netty", "-Dbenchmarks.transport=epoll"),

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

  /** The same, with a protocol and no task. */
  CPYTHON_PROTOCOL(CPYTHON, "Protocol"),

  /** uvloop under CPython's asyncio. */
  UVLOOP("uvloop", Platform.PYTHON, "uvloop"),

  /** The same, with a protocol and no task. */
  UVLOOP_PROTOCOL(UVLOOP, "Protocol"),

  /** Go with GOMAXPROCS=1. */
  GO("go", Platform.GO, "go");

  /** What a peer's code runs on. */
  public enum Platform {
    /** This JDK. */
    JVM,
    /** The system's CPython, see {@code harness.ScriptFork}. */
    PYTHON,
    /** The system's Go, see {@code harness.ScriptFork}. */
    GO,
    /** The system's C compiler, see {@code harness.EchoFork}. */
    C
  }

  private static final String PACKAGE = Peer.class.getPackageName() + ".peer.";

  private final String label;
  private final Platform platform;
  private final String place;
  private final Peer usual;
  private final String variant;
  private final String flags; // separated by spaces: an enum holds nothing that can change

  Peer(String label, Platform platform, String place, String... flags) {
    this.label = label;
    this.platform = platform;
    this.place = place;
    this.usual = this;
    this.variant = "";
    this.flags = String.join(" ", flags);
  }

  /** Another way for the same peer to do a workload: a class with a longer name. */
  Peer(Peer usual, String variant) {
    this.label = usual.label + "-" + variant.toLowerCase(Locale.ROOT);
    this.platform = usual.platform;
    this.place = usual.place;
    this.usual = usual;
    this.variant = variant;
    this.flags = usual.flags;
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

  /** Returns the peer that this one is a variant of; itself for most. */
  public Peer usual() {
    return usual;
  }

  /**
   * Returns what stands behind the name of a class that does a workload in another than the usual
   * way, such as {@code Protocol}; empty for the usual one.
   */
  public String variant() {
    return variant;
  }

  /** Returns the options that its JVM needs. */
  public List<String> flags() {
    return flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1));
  }

  /** Tells whether it is asyncio4j. */
  public boolean ours() {
    return place.equals("asyncio4j");
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
      String name = PACKAGE + place + "." + what.code() + variant;
      return Optional.of(Class.forName(name, false, Peer.class.getClassLoader()));
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
