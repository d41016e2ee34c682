package org.asyncio4j.tests.support;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.asyncio4j.function.Action;

/** C's qsort, whose comparator is Java code with a native frame below it. */
@SuppressWarnings("restricted")
public final class NativeSort {
  private static final AddressLayout POINTER_TO_INT =
      ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT);

  private final Action inComparator;
  private Throwable thrown;
  private boolean called;

  private NativeSort(Action inComparator) {
    this.inComparator = inComparator;
  }

  /** Runs code below a native frame, and throws what it threw. */
  public static void run(Action code) throws Throwable {
    NativeSort sort = new NativeSort(code);
    sort.sortTwo();
    if (sort.thrown != null) {
      throw sort.thrown;
    }
  }

  private void sortTwo() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle qsort =
        linker.downcallHandle(
            linker.defaultLookup().find("qsort").orElseThrow(),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS));
    MethodHandle compare =
        MethodHandles.lookup()
            .bind(
                this,
                "compare",
                MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
    MemoryLayout pointer = POINTER_TO_INT;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stub =
          linker.upcallStub(
              compare, FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer), arena);
      MemorySegment two = arena.allocateFrom(ValueLayout.JAVA_INT, 2, 1);
      qsort.invokeExact(two, 2L, (long) Integer.BYTES, stub);
    }
  }

  /** What leaves an upcall ends the JVM, so nothing does. */
  int compare(MemorySegment a, MemorySegment b) {
    if (!called) {
      called = true;
      try {
        inComparator.run();
      } catch (Throwable e) {
        thrown = e;
      }
    }
    return Integer.compare(a.get(ValueLayout.JAVA_INT, 0), b.get(ValueLayout.JAVA_INT, 0));
  }
}
