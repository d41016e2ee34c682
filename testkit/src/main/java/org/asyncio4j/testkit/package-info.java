/**
 * What tests of loop programs need: {@link org.asyncio4j.testkit.VirtualClock} and {@link
 * org.asyncio4j.testkit.Trace}.
 */
@NullMarked
package org.asyncio4j.testkit;

import org.jspecify.annotations.NullMarked;
