package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Peer;

/** Where the files of this module are, and which runtimes the machine has. */
public final class Places {
  /** Debian's; what comes first on the path may be built without profile-guided optimisation. */
  private static final String DEBIANS_PYTHON = "/usr/bin/python3";

  /** {@code c SOURCE PROGRAM OPTION...} compiles a program of folder echo, if it is not newer. */
  private static final String COMPILE =
      """
      cd '%s' && mkdir -p target/echo || exit 1
      c() {
        from=echo/$1.c to=target/echo/$2; shift 2
        [ "$to" -nt "$from" ] || gcc -O2 -Wall -o "$to" "$from" "$@"
      }
      """;

  private final Path home;
  private final String python;
  private final Map<Peer, String> versions = new EnumMap<>(Peer.class);
  private final Map<Peer, String> missing = new EnumMap<>(Peer.class);

  /**
   * Looks around, and builds what Go needs.
   *
   * @param home the folder of this module
   */
  public Places(Path home) throws InterruptedException {
    this.home = home;
    this.python = choosePython();
    probe(
        Peer.CPYTHON,
        "no python3; install the package python3",
        python,
        "-c",
        "import sys; print('CPython', sys.version.split()[0], '(" + python + ")')");
    probe(
        Peer.UVLOOP,
        "no uvloop for " + python + "; install the package python3-uvloop",
        python,
        "-c",
        "import uvloop; print('uvloop', uvloop.__version__)");
    probe(
        Peer.GO,
        "no go that builds the workloads; install the package golang-go",
        "sh",
        "-c",
        "cd '" + home + "/go' && go build -o '" + goProgram() + "' . && go version");
    probe(
        Peer.C,
        "no gcc that builds the echo server and the load, which W8 needs; install the package gcc",
        "sh",
        "-c",
        COMPILE.formatted(home) + "c server server && c load load && gcc --version | head -n 1");
  }

  /** Tells whether the load for servers with TLS is there, after trying to compile it. */
  boolean hasTlsLoad() throws InterruptedException {
    String command = COMPILE.formatted(home) + "c load load-tls -DTLS -lssl -lcrypto";
    try {
      ChildProcess.run(List.of("sh", "-c", command));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Tells whether a process can be bound to each of the first two processors. */
  static boolean canPin() throws InterruptedException {
    try {
      ChildProcess.run(List.of("sh", "-c", "taskset -c 0 true && taskset -c 1 true"));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String choosePython() {
    String wanted = System.getenv("BENCHMARKS_PYTHON");
    if (wanted != null) {
      return wanted;
    }
    return Files.isExecutable(Path.of(DEBIANS_PYTHON)) ? DEBIANS_PYTHON : "python3";
  }

  private void probe(Peer peer, String otherwise, String... command) throws InterruptedException {
    try {
      String output = ChildProcess.run(List.of(command)).output();
      versions.put(peer, output.lines().reduce((_, last) -> last).orElse(""));
    } catch (IOException _) {
      missing.put(peer, otherwise);
    }
  }

  /** Returns why a peer cannot run here, or nothing if it can. */
  public Optional<String> missing(Peer peer) {
    return Optional.ofNullable(missing.get(peer.usual()));
  }

  /** Returns the versions of the runtimes that are no JVM. */
  public List<String> versions() {
    return List.copyOf(versions.values());
  }

  /** Returns a file or folder of this module. */
  public Path file(String name) {
    return home.resolve(name);
  }

  /** Returns the file of a workload in a language that is not the JVM's. */
  Path script(Peer peer, Case what) {
    return switch (peer.platform()) {
      case PYTHON -> file("python/" + what.fileName() + ".py");
      case GO -> file("go/" + what.fileName() + ".go");
      case JVM, C ->
          throw new IllegalArgumentException("peer: " + peer.label() + " (expected: Python or Go)");
    };
  }

  /** Returns the command that runs a workload, without its arguments. */
  List<String> command(Peer peer) {
    return switch (peer.platform()) {
      case PYTHON -> List.of(python, file("python/bench.py").toString(), peer.place());
      case GO -> List.of(goProgram().toString());
      case JVM, C ->
          throw new IllegalArgumentException("peer: " + peer.label() + " (expected: Python or Go)");
    };
  }

  String python() {
    return python;
  }

  private Path goProgram() {
    return file("target/go-workloads");
  }
}
