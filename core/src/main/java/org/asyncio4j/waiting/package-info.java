/**
 * What locks, events and queues have in common: {@link org.asyncio4j.waiting.HomeLoop}, the loop
 * that such a thing belongs to, and {@link org.asyncio4j.waiting.Line}, those who wait for it. Not
 * exported. Imports {@code task}, {@code future}, {@code engine}.
 */
@NullMarked
package org.asyncio4j.waiting;

import org.jspecify.annotations.NullMarked;
