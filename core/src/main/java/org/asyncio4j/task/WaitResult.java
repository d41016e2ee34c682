package org.asyncio4j.task;

import java.util.Set;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * What {@code wait} found, each in the order of the arguments.
 *
 * @param <T> the type of the results
 * @param done those that are done
 * @param pending the others, which go on
 */
public record WaitResult<T extends @Nullable Object>(Set<Future<T>> done, Set<Future<T>> pending) {}
