/**
 * The one seam between the loop and the JVM: a {@link org.asyncio4j.fiber.Fiber} is a stack that
 * the loop's thread resumes and that can leave in the middle. Two drivers make them: {@code
 * scheduled} (virtual threads that run on the loop's own thread) and {@code portable} (ordinary
 * virtual threads and a baton). Not exported; imports nothing of the project. Read {@code Fiber}
 * first.
 */
@NullMarked
package org.asyncio4j.fiber;

import org.jspecify.annotations.NullMarked;
