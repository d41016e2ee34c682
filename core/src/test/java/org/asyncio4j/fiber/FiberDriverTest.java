package org.asyncio4j.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiberDriverTest {
  private static void opens() {}

  @Test
  void anOpenJdk_givesTheScheduledDriver() {
    FiberDriver driver = FiberDriver.choose(null, FiberDriverTest::opens);

    assertThat(driver.name()).isEqualTo("scheduled");
  }

  @Test
  void portableOnDemand_doesNotLookAtTheJdk() {
    Runnable mustNotRun =
        () -> {
          throw new AssertionError();
        };

    FiberDriver driver = FiberDriver.choose("portable", mustNotRun);

    assertThat(driver.description())
        .isEqualTo(
            "asyncio4j runs on the portable fiber driver: -Dasyncio4j.fiber=portable asks for it");
  }

  @Test
  void changedConstructor_givesThePortableDriverAndSaysWhatIsMissing() {
    Runnable laterJdk =
        () -> {
          throw new ExceptionInInitializerError(new NoSuchMethodException("newVirtualThread"));
        };

    FiberDriver driver = FiberDriver.choose("scheduled", laterJdk);

    assertThat(driver.name()).isEqualTo("portable");
    assertThat(driver.description())
        .contains("lacks what the faster one needs: NoSuchMethodException: newVirtualThread");
  }

  @Test
  void closedJdk_givesThePortableDriverAndTheFlag() {
    Runnable closed =
        () -> {
          throw new ExceptionInInitializerError(new IllegalAccessException("java.lang"));
        };

    FiberDriver driver = FiberDriver.choose(null, closed);

    assertThat(driver.description())
        .contains("java.lang is not open to it; start Java with --add-opens java.base/java.lang=");
  }

  @Test
  void unknownWord_isRefused() {
    assertThatThrownBy(() -> FiberDriver.choose("fast", FiberDriverTest::opens))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dasyncio4j.fiber: fast (expected: scheduled, portable)");
  }
}
