/**
 * The borders of a loop: calls on other threads, calls from other threads, and futures of others.
 * Imports {@code task}, {@code future}, {@code loop}, {@code engine}, {@code contextvar}, {@code
 * function}.
 */
@NullMarked
package org.asyncio4j.thread;

import org.jspecify.annotations.NullMarked;
