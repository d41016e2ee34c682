/**
 * What tasks of one loop use to wait for each other: {@link org.asyncio4j.sync.Lock}, {@link
 * org.asyncio4j.sync.Event}, {@link org.asyncio4j.sync.Condition}, {@link
 * org.asyncio4j.sync.Semaphore}, {@link org.asyncio4j.sync.BoundedSemaphore}, {@link
 * org.asyncio4j.sync.Barrier}. Made before or inside a run, for the tasks of one loop, never for
 * threads. Imports {@code waiting}, {@code context}, {@code task}, {@code future}, {@code
 * function}, {@code text}, {@code error}. Read {@link org.asyncio4j.sync.Lock} first.
 *
 * <p>{@code java.util.concurrent} has classes of the same names; import one or the other by name. A
 * lock of the JDK that is held over an await holds up the tasks of its loop without the loop
 * knowing for whom.
 */
@NullMarked
package org.asyncio4j.sync;

import org.jspecify.annotations.NullMarked;
