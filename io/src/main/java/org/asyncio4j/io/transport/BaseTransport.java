package org.asyncio4j.io.transport;

import org.jspecify.annotations.Nullable;

/**
 * One end of a communication.
 *
 * <p><b>Threads.</b> The loop's; {@code getExtraInfo} and {@code toString} any.
 *
 * <p>{@code asyncio.BaseTransport}, 3.14.
 */
public interface BaseTransport extends AutoCloseable {
  /**
   * Tells something about the socket below.
   *
   * @param <T> the type of the answer
   * @param key what to tell
   * @return the answer, also after the end; null if there is none
   */
  <T> @Nullable T getExtraInfo(ExtraInfo<T> key);

  /**
   * Tells whether it is closing or closed.
   *
   * @return true if so
   */
  boolean closing();

  /**
   * Closes: nothing is received any more, what waits to be sent is sent, then the protocol hears
   * {@code connectionLost(null)}. Does not wait for that. A second call does nothing.
   */
  @Override
  void close();

  /** Closes at once; what waits to be sent is lost. */
  void abort();

  /**
   * Sets how much may wait to be sent before the protocol is asked to pause.
   *
   * @param high bytes above which {@code pauseWriting} is called, at least {@code low}
   * @param low bytes at or below which {@code resumeWriting} is called, at least zero
   * @throws IllegalArgumentException if they are out of range
   */
  void setWriteBufferLimits(int high, int low);

  /**
   * Sets the high-water mark; the low one is a quarter of it.
   *
   * @param high bytes, at least zero; zero asks for a pause whenever anything waits
   */
  default void setWriteBufferLimits(int high) {
    setWriteBufferLimits(high, high / 4);
  }

  /**
   * Returns the marks.
   *
   * @return low and high
   */
  WriteBufferLimits writeBufferLimits();

  /**
   * Returns how many bytes wait to be sent.
   *
   * @return the number
   */
  long writeBufferSize();
}
