package org.asyncio4j.cli.timeline;

/**
 * A task that another one awaited has ended.
 *
 * @param from the number of the task that had ended
 * @param fromNanos when
 * @param to the number of the task that went on
 * @param toNanos when
 * @param last whether it was the last of those that had ended by then, and so woke the other
 */
public record Arrow(int from, long fromNanos, int to, long toNanos, boolean last) {}
