/**
 * Records what each task of a program does, and draws it. How it flows, each arrow one file:
 *
 * <pre>
 *   LoopObserver --LoopRecorder--> EventBuffer --TimelineBuilder--> Timeline --Page--> HTML
 *                                                                      |-------Picture--> SVG
 *                                                                      \-------TraceEvents--> JSON
 * </pre>
 *
 * <p>{@link org.asyncio4j.cli.timeline.TimelineFile} is the door, {@link
 * org.asyncio4j.cli.timeline.Agent} the one for a program that starts in a JVM of its own.
 */
@NullMarked
package org.asyncio4j.cli.timeline;

import org.jspecify.annotations.NullMarked;
