package org.asyncio4j.benchmarks.peer.limit;

import java.util.function.Consumer;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** Generators, each on a continuation of its own. */
public final class W11Pull implements Workload {
  @Override
  public long run(Load load) {
    Generator generator = count(load.times());
    for (int i = 0; i < load.level(); i++) {
      generator = map(generator);
    }
    long sum = 0;
    for (Integer item = generator.next(); item != null; item = generator.next()) {
      sum += item;
    }
    return sum;
  }

  private static Generator count(int times) {
    return new Generator(yielding -> {
      for (int i = 0; i < times; i++) {
        yielding.accept(1);
      }
    });
  }

  private static Generator map(Generator source) {
    return new Generator(yielding -> {
      for (Integer item = source.next(); item != null; item = source.next()) {
        yielding.accept(item);
      }
    });
  }

  private static final class Generator {
    private final ContinuationScope scope = new ContinuationScope("generator");
    private final Continuation continuation;
    private @Nullable Integer item;

    Generator(Consumer<Consumer<Integer>> body) {
      continuation = new Continuation(scope, () -> body.accept(this::give));
    }

    private void give(Integer next) {
      item = next;
      Continuation.yield(scope);
    }

    @Nullable Integer next() {
      item = null;
      continuation.run();
      return item;
    }
  }
}
