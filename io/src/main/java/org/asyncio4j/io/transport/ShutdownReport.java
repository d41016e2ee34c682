package org.asyncio4j.io.transport;

import java.time.Duration;

/**
 * What has become of a server's connections.
 *
 * @param finished how many ended before the deadline
 * @param aborted how many were aborted at the deadline
 * @param took how long the shutdown took
 */
public record ShutdownReport(int finished, int aborted, Duration took) {}
