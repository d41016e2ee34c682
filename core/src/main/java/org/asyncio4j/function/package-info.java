/**
 * The shapes of code that the whole surface takes: {@link org.asyncio4j.function.Awaitable} and its
 * relatives. Imports nothing of the project.
 */
@NullMarked
package org.asyncio4j.function;

import org.jspecify.annotations.NullMarked;
