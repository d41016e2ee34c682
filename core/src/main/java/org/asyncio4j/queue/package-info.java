/**
 * Queues between tasks of one loop: {@link org.asyncio4j.queue.Queue}, {@link
 * org.asyncio4j.queue.PriorityQueue}, {@link org.asyncio4j.queue.LifoQueue}. Imports {@code
 * waiting}, {@code task}, {@code future}, {@code function}, {@code error}. Read {@link
 * org.asyncio4j.queue.Queue} first.
 *
 * <p>{@code java.util} has classes of the names {@code Queue} and {@code PriorityQueue}: beside
 * {@code import java.util.*} import ours by name, which takes precedence.
 */
@NullMarked
package org.asyncio4j.queue;

import org.jspecify.annotations.NullMarked;
