/**
 * What loops and their tasks do: {@link org.asyncio4j.debug.CallGraph}, who awaits whom and on
 * which lines; {@link org.asyncio4j.debug.Debug}, snapshots of running loops for any thread; {@link
 * org.asyncio4j.debug.LoopObserver}, told of each event as it happens. Imports {@code task}, {@code
 * future}, {@code engine}, {@code loop}, {@code fiber}, {@code text}.
 */
@NullMarked
package org.asyncio4j.debug;

import org.jspecify.annotations.NullMarked;
