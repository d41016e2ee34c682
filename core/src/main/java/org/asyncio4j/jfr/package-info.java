/**
 * Events for Flight Recorder, where the runtime has it. Not exported; {@link
 * org.asyncio4j.jfr.FlightRecording} is the door. Imports {@code debug}, {@code task}, {@code
 * future}, {@code loop}, and {@code jdk.jfr}, which nothing else may.
 */
@NullMarked
package org.asyncio4j.jfr;

import org.jspecify.annotations.NullMarked;
