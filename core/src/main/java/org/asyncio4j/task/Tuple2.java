package org.asyncio4j.task;

import org.jspecify.annotations.Nullable;

/**
 * Two results of different types, as {@code gather2} gives them.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param first the first result
 * @param second the second result
 */
public record Tuple2<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {}
