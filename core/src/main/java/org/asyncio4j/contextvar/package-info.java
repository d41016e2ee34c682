/**
 * Context variables, as in Python's {@code contextvars}: each task has its own context, a copy of
 * its maker's. Imports {@code fiber} and {@code error}. Read {@link
 * org.asyncio4j.contextvar.ContextVar} first.
 */
@NullMarked
package org.asyncio4j.contextvar;

import org.jspecify.annotations.NullMarked;
