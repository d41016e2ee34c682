package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.with;

import org.asyncio4j.context.ContextManager;
import org.asyncio4j.testkit.Trace;
import org.junit.jupiter.api.Test;

/** Context managers that are not made of code that yields, around a block. */
class OwnManagerTest {
  private final Trace trace = new Trace();

  @SuppressWarnings("TypeParameterUnusedInFormals") // it only throws
  private static <T> T fail(String message) {
    throw new IllegalArgumentException(message);
  }

  /** A manager of its own making, without a generator. */
  private final class Plain implements ContextManager<String> {
    private final boolean settles;

    Plain(boolean settles) {
      this.settles = settles;
    }

    @Override
    public Held<String> open() {
      trace.add("open");
      return new Held<>() {
        @Override
        public String value() {
          return "value";
        }

        @Override
        public boolean exit(Throwable exception) {
          trace.add("exit " + exception);
          return settles;
        }
      };
    }
  }

  @Test
  void managerOfOnesOwn_worksInTheBlockForm() {
    String result = with(new Plain(false), value -> value);

    assertThat(result).isEqualTo("value");

    trace.is("open", "exit null");
  }

  @Test
  void managerOfOnesOwn_canSettle() {
    String result = with(new Plain(true), value -> fail("x"));

    assertThat(result).isNull();

    trace.is("open", "exit java.lang.IllegalArgumentException: x");
  }

  @Test
  void managerOfOnesOwn_thatDoesNotSettle_letsTheExceptionThrough() {
    Throwable thrown = catchThrowable(() -> with(new Plain(false), value -> fail("x")));

    assertThat(thrown).hasMessage("x");
  }
}
