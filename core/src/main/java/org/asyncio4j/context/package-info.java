/**
 * Context managers, as in Python's {@code contextlib}. Imports {@code engine}, {@code fiber},
 * {@code function}, {@code error}. Read {@link org.asyncio4j.context.ContextManager} first.
 */
@NullMarked
package org.asyncio4j.context;

import org.jspecify.annotations.NullMarked;
