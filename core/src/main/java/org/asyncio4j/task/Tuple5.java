package org.asyncio4j.task;

import org.jspecify.annotations.Nullable;

/**
 * Five results of different types, as {@code gather5} gives them.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 * @param <D> the type of the fourth
 * @param <E> the type of the fifth
 * @param first the first result
 * @param second the second result
 * @param third the third result
 * @param fourth the fourth result
 * @param fifth the fifth result
 */
public record Tuple5<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
    E extends @Nullable Object>(
    A first, B second, C third, D fourth, E fifth) {}
