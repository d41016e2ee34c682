package org.asyncio4j.fiber;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes fibers. One driver per process, chosen when the first loop is made. */
public abstract class FiberDriver {
  /** System property that forces a driver: {@code scheduled} or {@code portable}. */
  public static final String PROPERTY = "asyncio4j.fiber";

  /** The flag without which only the portable driver can run. */
  public static final String FLAG = "--add-opens java.base/java.lang=" + openTarget();

  /* Holder idiom: reading a static final costs nothing once compiled. */
  private static final class Chosen {
    static final FiberDriver DRIVER = choose(System.getProperty(PROPERTY), ThreadInternals::open);
  }

  private static final AtomicBoolean announced = new AtomicBoolean();

  /** Why this driver runs, for people. */
  private final String reason;

  FiberDriver(String reason) {
    this.reason = reason;
  }

  /**
   * Returns the process's driver.
   *
   * @return the driver
   */
  public static FiberDriver chosen() {
    return Chosen.DRIVER;
  }

  /**
   * Says once, at INFO, that not the fastest driver runs, and why, with the flag that is missing if
   * one is. The fastest one runs in silence: a first line takes long to write (docs/adr/0020).
   */
  public static void announce() {
    if (chosen() instanceof PortableDriver && announced.compareAndSet(false, true)) {
      Logger logger = System.getLogger("org.asyncio4j");
      logger.log(Level.INFO, chosen().description());
    }
  }

  /**
   * Chooses a driver.
   *
   * @param wanted {@code scheduled}, {@code portable}, or null for the best there is
   * @param internals opens what the scheduled driver needs; throws if the JDK lacks it
   * @return the driver; never fails because the JDK lacks something
   * @throws IllegalArgumentException if {@code wanted} is another word
   */
  static FiberDriver choose(@Nullable String wanted, Runnable internals) {
    if (wanted != null && !wanted.equals("scheduled") && !wanted.equals("portable")) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + ": " + wanted + " (expected: scheduled, portable)");
    }
    if ("portable".equals(wanted)) {
      return new PortableDriver("-D" + PROPERTY + "=portable asks for it");
    }
    try {
      internals.run();
    } catch (RuntimeException | LinkageError e) {
      return new PortableDriver(why(e.getCause() == null ? e : e.getCause()));
    }
    return new ScheduledDriver();
  }

  private static String why(Throwable e) {
    if (e instanceof IllegalAccessException) {
      return "java.lang is not open to it; start Java with " + FLAG + " for the faster one";
    }
    return "this JDK ("
        + Runtime.version()
        + ") lacks what the faster one needs: "
        + e.getClass().getSimpleName()
        + ": "
        + e.getMessage();
  }

  private static String openTarget() {
    Module module = FiberDriver.class.getModule();
    return module.isNamed() ? "ALL-UNNAMED," + module.getName() : "ALL-UNNAMED";
  }

  /**
   * Returns the driver's name.
   *
   * @return {@code scheduled} or {@code portable}
   */
  public abstract String name();

  /**
   * Returns one line for people: which driver, and why.
   *
   * @return the line
   */
  public final String description() {
    return "asyncio4j runs on the " + name() + " fiber driver: " + reason;
  }

  /**
   * Tells whether a fiber that waits for a lock of the JDK leaves the loop to others. The carrier
   * must not wait for such a lock then: should the JDK choose a fiber of the same loop to be its
   * next owner, nobody would run that fiber.
   *
   * @return true if so
   */
  public abstract boolean leavesInBlockingCalls();

  /**
   * Makes a fiber that has not started.
   *
   * @param host who runs it
   * @param body its code; must not throw
   * @return the fiber
   */
  public abstract Fiber create(FiberHost host, Runnable body);

  /**
   * Returns the fiber of the calling code, see {@link Fiber#current()}.
   *
   * @return the fiber, or null
   */
  abstract @Nullable Fiber currentFiber();
}
