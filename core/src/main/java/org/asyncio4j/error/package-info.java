/**
 * The exceptions. Cancellation and what ends a program are errors, so that {@code catch (Exception
 * e)} does not swallow them, as they are outside {@code Exception} in Python; all others are
 * unchecked exceptions. Python's {@code RuntimeError} is {@link IllegalStateException} here, {@code
 * ValueError} and {@code TypeError} are {@link IllegalArgumentException}, {@code LookupError} is
 * {@link java.util.NoSuchElementException}. Imports nothing of the project.
 */
@NullMarked
package org.asyncio4j.error;

import org.jspecify.annotations.NullMarked;
