package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.exitStack;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.context.ExitStack;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class ExitStackTest {
  private final Trace trace = new Trace();

  private ContextManager<String> named(String name) {
    return ContextManager.of(y -> {
      trace.add("+" + name);
      try {
        y.yield(name);
        trace.add("-" + name);
      } catch (Throwable e) {
        trace.add("-" + name + " " + e.getMessage());
        throw e;
      }
    });
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // it only throws
  private static <T> T fail(String message) {
    throw new IllegalArgumentException(message);
  }

  // ---------------------------------------------------------------- order

  @Test
  void whatWasEntered_isLeftInReverseOrder() {
    String result =
        exitStack(stack -> {
          String a = stack.enter(named("a"));
          String b = stack.enter(named("b"));
          trace.add("block");
          return a + b;
        });

    assertThat(result).isEqualTo("ab");
    trace.is("+a", "+b", "block", "-b", "-a");
  }

  @Test
  void callbacks_runInReverseOrder() {
    exitStack(stack -> {
      stack.callback(() -> trace.add("1"));
      stack.callback(() -> trace.add("2"));
      stack.enter(named("a"));
      stack.push(e -> {
        trace.add("exit " + e);
        return false;
      });
      return null;
    });

    trace.is("+a", "exit null", "-a", "2", "1");
  }

  @Test
  void emptyStack_givesTheResult() {
    String result = exitStack(stack -> "x");

    assertThat(result).isEqualTo("x");
  }

  @Test
  void exceptionWhileEntering_leavesWhatWasEntered() {
    ContextManager<String> broken =
        ContextManager.of(y -> {
          throw new IOException("broken");
        });

    assertThatThrownBy(() ->
            exitStack(stack -> {
              stack.enter(named("a"));
              return stack.enter(broken);
            }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");

    trace.is("+a", "-a broken");
  }

  @Test
  void inALoop_whatWasEnteredMayAwait() {
    ContextManager<String> slow =
        ContextManager.of(y -> {
          sleep(seconds(1));
          trace.add("+slow");
          y.yield("slow");
          sleep(seconds(1));
          trace.add("-slow");
        });

    TestLoop.run(() -> {
      exitStack(stack -> {
        stack.enter(slow);
        stack.callback(() -> {
          sleep(seconds(1));
          trace.add("callback");
        });
        return null;
      });

      trace.is("+slow", "callback", "-slow");
    });
  }

  // ---------------------------------------------------------------- exceptions

  @Test
  void exceptionOfTheBlock_isSeenByAllAndThrown() {
    IllegalArgumentException error = new IllegalArgumentException("x");

    assertThatThrownBy(() ->
            exitStack(stack -> {
              stack.enter(named("a"));
              stack.enter(named("b"));
              throw error;
            }))
        .isSameAs(error);

    trace.is("+a", "+b", "-b x", "-a x");
  }

  @Test
  void checkedExceptionOfTheBlock_isInferred() {
    try {
      exitStack(stack -> io());
    } catch (IOException e) {
      trace.add(e.getMessage());
    }

    trace.is("io");
  }

  private static String io() throws IOException {
    throw new IOException("io");
  }

  @Test
  void settledException_isNotSeenFurtherOut() {
    Object result =
        exitStack(stack -> {
          stack.enter(named("outer"));
          stack.push(e -> {
            trace.add("settled " + e.getMessage());
            return true;
          });
          stack.enter(named("inner"));
          return fail("x");
        });

    assertThat(result).isNull();
    trace.is("+outer", "+inner", "-inner x", "settled x", "-outer");
  }

  @Test
  void managerThatSuppresses_settles() {
    ContextManager<String> suppressing =
        ContextManager.of(y -> {
          try {
            y.yield("value");
          } catch (IllegalArgumentException e) {
            trace.add("suppressed");
          }
        });

    exitStack(stack -> {
      stack.enter(named("outer"));
      stack.enter(suppressing);
      return fail("x");
    });

    trace.is("+outer", "suppressed", "-outer");
  }

  @Test
  void settlingNothing_hasNoEffect() {
    String result =
        exitStack(stack -> {
          stack.push(e -> true);
          return "x";
        });

    assertThat(result).isEqualTo("x");
  }

  @Test
  void exceptionOfAnExit_replacesTheOneUnderWay() {
    Throwable thrown =
        catchThrowable(() ->
            exitStack(stack -> {
              stack.enter(named("outer"));
              stack.push(e -> {
                throw new IOException("exit");
              });
              return fail("block");
            }));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("exit");
    assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(IllegalArgumentException.class);
    trace.is("+outer", "-outer exit");
  }

  @Test
  void exceptionsOfSeveralCallbacks_theLastOneWins() {
    Throwable thrown =
        catchThrowable(() ->
            exitStack(stack -> {
              stack.callback(() -> fail("1"));
              stack.callback(() -> fail("2"));
              stack.callback(() -> fail("3"));
              return null;
            }));

    assertThat(thrown).hasMessage("1");
    assertThat(thrown.getSuppressed()[0]).hasMessage("2");
    assertThat(thrown.getSuppressed()[0].getSuppressed()[0]).hasMessage("3");
  }

  @Test
  void exceptionOfAnExit_canBeSettledFurtherOut() {
    Object result =
        exitStack(stack -> {
          stack.push(e -> {
            trace.add("settled " + e.getMessage());
            return true;
          });
          stack.callback(() -> fail("callback"));
          return fail("block");
        });

    assertThat(result).isNull();
    trace.is("settled callback");
  }

  @Test
  void exitThatThrowsTheSameException_changesNothing() {
    IllegalArgumentException error = new IllegalArgumentException("x");

    assertThatThrownBy(() ->
            exitStack(stack -> {
              stack.push(e -> {
                throw e;
              });
              throw error;
            }))
        .isSameAs(error)
        .hasNoSuppressedExceptions();
  }

  @Test
  void exceptionInAnExit_doesNotKeepTheOthersFromRunning() {
    assertThatThrownBy(() ->
            exitStack(stack -> {
              stack.callback(() -> trace.add("1"));
              stack.callback(() -> fail("2"));
              stack.callback(() -> trace.add("3"));
              return null;
            }))
        .hasMessage("2");

    trace.is("3", "1");
  }

  @Test
  void cancelInsideTheBlock_isSeenByAll() {
    TestLoop.run(() -> {
      Task<?> task =
          createTask(() ->
              exitStack(stack -> {
                stack.enter(named("a"));
                return sleep(Duration.ofHours(1), "x");
              }));
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("+a", "-a why");
    });
  }

  // ---------------------------------------------------------------- close and popAll

  @Test
  void tryWithResources_leavesAllAsIfThereWereNoException() {
    assertThatThrownBy(
            () -> {
              try (var stack = new ExitStack()) {
                stack.enter(named("a"));
                fail("x");
              }
            })
        .hasMessage("x");

    trace.is("+a", "-a");
  }

  @Test
  void close_leavesAtOnceAndOnlyOnce() {
    ExitStack stack = new ExitStack();
    stack.callback(() -> trace.add("1"));

    stack.close();
    stack.close();

    trace.is("1");
  }

  @Test
  void stack_canBeFilledAgainAfterClose() {
    ExitStack stack = new ExitStack();
    stack.callback(() -> trace.add("1"));
    stack.close();
    stack.callback(() -> trace.add("2"));

    stack.close();

    trace.is("1", "2");
  }

  @Test
  void popAll_movesAllToANewStack() {
    ExitStack taken =
        exitStack(stack -> {
          stack.callback(() -> trace.add("1"));
          stack.callback(() -> trace.add("2"));
          return stack.popAll();
        });
    trace.add("block left");

    taken.close();

    trace.is("block left", "2", "1");
  }

  @Test
  void popAllInAFailingBlock_savesWhatWasEntered() {
    ExitStack[] taken = new ExitStack[1];

    assertThatThrownBy(() ->
            exitStack(stack -> {
              stack.callback(() -> trace.add("saved"));
              taken[0] = stack.popAll();
              stack.callback(() -> trace.add("own"));
              return fail("x");
            }))
        .isInstanceOf(IllegalArgumentException.class);
    trace.add("block left");
    taken[0].close();

    trace.is("own", "block left", "saved");
  }

  @Test
  void exitPushedWhileUnwinding_isDoneToo() {
    exitStack(stack -> {
      stack.callback(() -> trace.add("1"));
      stack.callback(() -> stack.callback(() -> trace.add("2")));
      return null;
    });

    trace.is("2", "1");
  }

  @Test
  void thousandsOfExits_needNoStack() {
    int[] count = new int[1];

    exitStack(stack -> {
      for (int i = 0; i < 100_000; i++) {
        stack.callback(() -> count[0]++);
      }
      return null;
    });

    assertThat(count[0]).isEqualTo(100_000);
  }

  @Test
  void nullArguments_areRefused() {
    try (ExitStack stack = new ExitStack()) {
      assertThatThrownBy(() -> stack.enter(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("manager");
      assertThatThrownBy(() -> stack.push(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("exit");
      assertThatThrownBy(() -> stack.callback(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("callback");
    }
    assertThatThrownBy(() -> exitStack(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("block");
  }
}
