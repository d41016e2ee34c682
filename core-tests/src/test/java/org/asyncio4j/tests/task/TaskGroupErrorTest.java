package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Action;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Errors of the tasks and the block of a group, and of groups inside groups. */
class TaskGroupErrorTest {
  private final Trace trace = new Trace();

  private void fail(double afterSeconds, String message) throws IOException {
    sleep(seconds(afterSeconds));
    throw new IOException(message);
  }

  private void logged(String name, double forSeconds) {
    try {
      sleep(seconds(forSeconds));
      trace.add(name + " ends");
    } catch (CancelledError e) {
      trace.add(name + " cancelled");
      throw e;
    }
  }

  private static ExceptionGroup groupOf(Action code) {
    return catchThrowableOfType(ExceptionGroup.class, code::run);
  }

  @Test
  void failedTask_cancelsTheOthersAndTheBlock() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(1, "x"));
                g.createTask(() -> logged("other", 5));
                logged("block", 5);
              }));

      assertThat(group.leaves()).singleElement().isInstanceOf(IOException.class);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });

    trace.is("other cancelled", "block cancelled");
  }

  @Test
  void oneError_isAGroupToo() {
    TestLoop.run(() -> {
      ExceptionGroup group = groupOf(() -> taskGroup(g -> g.createTask(() -> fail(1, "x"))));

      assertThat(group).hasMessage("unhandled errors in a TaskGroup (1 sub-exception)");
    });
  }

  @Test
  void allErrors_areInTheGroupInOrder() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(1, "first"));
                g.createTask(() -> {
                  try {
                    logged("second", 5);
                  } finally {
                    fail(0, "second");
                  }
                });
                throw new IllegalStateException("block");
              }));

      assertThat(group.leaves()).extracting(Throwable::getMessage).containsExactly("block");
      group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(0, "first"));
                g.createTask(() -> {
                  try {
                    sleep(seconds(5));
                  } finally {
                    fail(0, "second");
                  }
                });
                turns(2);
                throw new IllegalStateException("block");
              }));

      assertThat(group.leaves())
          .extracting(Throwable::getMessage)
          .containsExactly("first", "second", "block");
    });
  }

  @Test
  void exceptionOfTheBlock_cancelsTheTasksAndIsInTheGroup() {
    IOException error = new IOException("block");
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> logged("task", 5));
                turn();
                throw error;
              }));

      assertThat(group.exceptions()).containsExactly(error);
    });

    trace.is("task cancelled");
  }

  @Test
  void parent_isNotCancelledAfterwards() {
    TestLoop.run(() -> {
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> fail(0, "x"));
            sleep(seconds(5));
          }));

      assertThat(currentTask().cancelling()).isZero();
      sleep(seconds(1));
    });
  }

  @Test
  void stubbornTask_isWaitedFor() {
    TestLoop.run(() -> {
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> {
              try {
                sleep(seconds(5));
              } catch (CancelledError e) {
                logged("stubborn", 3);
              }
            });
            g.createTask(() -> fail(1, "x"));
          }));

      assertThat(getRunningLoop().time()).isEqualTo(seconds(4));
    });
    trace.is("stubborn ends");
  }

  @Test
  void errorThatIsNoException_makesTheGroupAnError() {
    AssertionError error = new AssertionError("x");
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g ->
                  g.createTask(() -> {
                    throw error;
                  })));

      assertThat(thrown)
          .isInstanceOfSatisfying(
              BaseExceptionGroup.class, g -> assertThat(g.exceptions()).containsExactly(error));
    });
  }

  @Test
  void cancelledErrorThatTheBlockMakes_goesOnBare() {
    CancelledError own = new CancelledError("own");
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                g.createTask(() -> logged("task", 5));
                turn();
                throw own;
              }));

      assertThat(thrown).isSameAs(own);
    });
    trace.is("task cancelled");
  }

  @Test
  void generatorExitOfTheBlock_goesIntoAGroup() {
    GeneratorExit exit = new GeneratorExit();
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                throw exit;
              }));

      assertThat(((BaseExceptionGroup) thrown).exceptions()).containsExactly(exit);
    });
  }

  @Test
  void keyboardInterruptOfTheBlock_goesOnBareAndSuppressesTheOthers() {
    IOException error = new IOException("task");
    KeyboardInterrupt interrupt = new KeyboardInterrupt();
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                g.createTask(() -> {
                  try {
                    sleep(seconds(5));
                  } finally {
                    throwIt(error);
                  }
                });
                turn();
                throw interrupt;
              }));

      assertThat(thrown).isSameAs(interrupt).hasSuppressedException(error);
    });
  }

  private static void throwIt(Exception e) throws Exception {
    throw e;
  }

  @Test
  void systemExitOfATask_endsTheProgramBare() {
    SystemExit exit = new SystemExit(3);

    Throwable thrown =
        catchThrowable(() ->
            TestLoop.run(() ->
                taskGroup(g -> {
                  g.createTask(() -> logged("other", 5));
                  g.createTask(() -> {
                    throw exit;
                  });
                })));

    assertThat(thrown).isSameAs(exit).hasNoSuppressedExceptions();
    trace.is("other cancelled");
  }

  @Test
  void innerFailure_arrivesAsAGroupInAGroup() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(outer -> {
                outer.createTask(() -> logged("outer", 5));
                turn();
                taskGroup(inner -> inner.createTask(() -> fail(1, "x")));
              }));

      assertThat(group.exceptions()).singleElement().isInstanceOf(ExceptionGroup.class);
      assertThat(group.unwrapSingle()).hasMessage("x");
    });
    trace.is("outer cancelled");
  }

  @Test
  void outerFailure_endsTheInnerGroupWithoutAnError() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(outer -> {
                outer.createTask(() -> fail(1, "outer"));
                taskGroup(inner -> inner.createTask(() -> logged("inner", 5)));
              }));

      assertThat(group.exceptions()).singleElement().isInstanceOf(IOException.class);
      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("inner cancelled");
  }
}
