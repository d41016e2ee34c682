/**
 * The machine inside a loop, which knows nothing of futures and tasks: ready queue, timer heap,
 * inbox, the turn, the runner of user code, the watchdog. Not exported. Imports {@code loop}'s
 * seams and handles, {@code contextvar}, {@code fiber}, {@code error}. Read {@link
 * org.asyncio4j.engine.Engine} first.
 */
@NullMarked
package org.asyncio4j.engine;

import org.jspecify.annotations.NullMarked;
