/**
 * {@link org.asyncio4j.future.Future}: a result that is not there yet, and its callbacks. Imports
 * {@code loop}, {@code engine}, {@code contextvar}, {@code fiber}, {@code function}, {@code error}.
 */
@NullMarked
package org.asyncio4j.future;

import org.jspecify.annotations.NullMarked;
