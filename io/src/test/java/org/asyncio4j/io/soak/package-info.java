/**
 * What runs for long or with many connections, outside the tests: {@code io/soak} starts {@link
 * org.asyncio4j.io.soak.Main}. {@code Soak} is the place to begin with.
 */
package org.asyncio4j.io.soak;
