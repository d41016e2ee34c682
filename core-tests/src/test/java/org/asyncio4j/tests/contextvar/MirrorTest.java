package org.asyncio4j.tests.contextvar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.copyContext;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.toThread;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Context variables shown to code that knows only thread-locals or scoped values. */
class MirrorTest {
  private final ThreadLocal<String> local = new ThreadLocal<>();
  private final ScopedValue<Object> scoped = ScopedValue.newInstance();
  private final ContextVar<String> user = ContextVar.of("user");

  @Test
  void threadLocal_showsTheValueInToThread() {
    user.mirrorTo(local);
    TestLoop.run(() -> {
      user.set("ada");

      assertThat(toThread(local::get)).isEqualTo("ada");
    });
  }

  @Test
  void threadLocal_isAsBeforeAfterTheCall() {
    user.mirrorTo(local);
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      TestLoop.run(() -> {
        toThread(
            () -> {
              local.set("before");
              return null;
            },
            one);
        user.set("ada");
        toThread(local::get, one);

        Object after = getRunningLoop().runInExecutor(one, local::get).await();

        assertThat(after).isEqualTo("before");
      });
    }
  }

  @Test
  void threadLocalThatWasNotSet_isNotSetAfterTheCall() {
    user.mirrorTo(local);

    ContextVar<String> other = user;
    copyContext()
        .run(() -> {
          other.set("ada");
          copyContext().runWithMirrors(() -> "done");
        });

    assertThat(local.get()).isNull();
  }

  @Test
  void scopedValue_showsTheValueInToThread() {
    user.mirrorTo(scoped);
    TestLoop.run(() -> {
      user.set("ada");

      assertThat(toThread(scoped::get)).isEqualTo("ada");
    });
  }

  @Test
  void severalMirrorsOfSeveralVariables_allShowTheirs() {
    ThreadLocal<Integer> count = new ThreadLocal<>();
    ContextVar<Integer> number = ContextVar.<Integer>of("number").mirrorTo(count);
    user.mirrorTo(local).mirrorTo(scoped);
    TestLoop.run(() -> {
      user.set("ada");
      number.set(3);

      String seen = toThread(() -> local.get() + " " + scoped.get() + " " + count.get());

      assertThat(seen).isEqualTo("ada ada 3");
    });
  }

  @Test
  void variableThatIsNotSet_isNotShown() {
    ContextVar<String> withDefault = ContextVar.of("x", "default").mirrorTo(local).mirrorTo(scoped);
    TestLoop.run(() -> {
      assertThat(withDefault.get()).isEqualTo("default");

      assertThat(toThread(() -> local.get() + " " + scoped.isBound())).isEqualTo("null false");
    });
  }

  @Test
  void task_doesNotSeeTheMirror() {
    user.mirrorTo(local);
    TestLoop.run(() -> {
      user.set("ada");

      assertThat(local.get()).isNull();
    });
  }

  @Test
  void runInExecutor_hasNoContextAndShowsNothing() {
    user.mirrorTo(local);
    TestLoop.run(() -> {
      user.set("ada");

      Object seen = getRunningLoop().runInExecutor(null, local::get).await();

      assertThat(seen).isNull();
    });
  }

  @Test
  void exceptionInTheCall_comesOutAsItIs() {
    IOException error = new IOException("x");
    user.mirrorTo(local).mirrorTo(scoped);
    TestLoop.run(() -> {
      user.set("ada");

      assertThatThrownBy(() ->
              toThread(() -> {
                throw error;
              }))
          .isSameAs(error);
    });
  }
}
