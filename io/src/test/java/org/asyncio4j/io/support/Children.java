package org.asyncio4j.io.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a child, dead or alive, or a thread that looks after one. */
public final class Children implements AfterEachCallback {
  private static final long PATIENCE = 5_000_000_000L;

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(until(Children::all)).as("children that are left").isEmpty();
    assertThat(until(Children::threads)).as("threads that are left").isEmpty();
  }

  /** Returns all children of this JVM; one that has ended and that nobody has waited for counts. */
  public static List<String> all() {
    return ProcessHandle.current()
        .children()
        .map(child -> child.pid() + " " + child.info().commandLine().orElse("zombie"))
        .toList();
  }

  /** Returns the threads of this library that look after children. */
  public static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("asyncio4j-end-of") || name.startsWith("asyncio4j-pipe"))
        .toList();
  }

  /** Whoever has seen the end of a child may be a moment ahead of the JDK's own threads. */
  private static List<String> until(Supplier<List<String>> left) {
    long end = System.nanoTime() + PATIENCE;
    while (!left.get().isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return left.get();
  }
}
