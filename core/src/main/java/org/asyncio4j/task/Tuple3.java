package org.asyncio4j.task;

import org.jspecify.annotations.Nullable;

/**
 * Three results of different types, as {@code gather3} gives them.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 * @param first the first result
 * @param second the second result
 * @param third the third result
 */
public record Tuple3<
    A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
    A first, B second, C third) {}
