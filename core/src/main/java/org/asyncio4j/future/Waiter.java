package org.asyncio4j.future;

import org.asyncio4j.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A future that one task awaits in place of something that is no future, and which it names.
 *
 * @param <T> the type of the result
 */
@SuppressWarnings("exports") // Engine is the loop's inside; users only meet it as a Future
public class Waiter<T extends @Nullable Object> extends Future<T> {
  private final WaitedFor what;

  /**
   * Makes a pending one. The loop's thread.
   *
   * @param engine the machine of its loop
   * @param what what is waited for
   */
  protected Waiter(Engine engine, WaitedFor what) {
    super(engine);
    this.what = what;
  }

  /**
   * Makes a pending one. The loop's thread.
   *
   * @param <T> the type of the result
   * @param engine the machine of its loop
   * @param what what is waited for
   * @return the future
   */
  public static <T extends @Nullable Object> Waiter<T> create(Engine engine, WaitedFor what) {
    engine.checkThread("await");
    return new Waiter<>(engine, what);
  }

  /**
   * Returns what is waited for. Any thread.
   *
   * @return the same as at creation
   */
  public final WaitedFor what() {
    return what;
  }
}
