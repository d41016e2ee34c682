/**
 * What asyncio does with sockets: {@link org.asyncio4j.io.IoLoop}, the part of a loop that knows
 * channels. Imports all packages of this module. Read {@code IoLoop} first.
 */
@NullMarked
package org.asyncio4j.io;

import org.jspecify.annotations.NullMarked;
