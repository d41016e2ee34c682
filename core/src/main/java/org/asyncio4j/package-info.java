/**
 * What a user types: the verbs of {@link org.asyncio4j.Asyncio}, meant for {@code import static
 * org.asyncio4j.Asyncio.*}, and {@link org.asyncio4j.Runner}. May import all other packages.
 */
@NullMarked
package org.asyncio4j;

import org.jspecify.annotations.NullMarked;
