/**
 * Transports and servers on channels. Not exported; imports {@code transport}, {@code selector} and
 * core. Read {@link org.asyncio4j.io.channel.SocketOps} for bare channels first.
 */
@NullMarked
package org.asyncio4j.io.channel;

import org.jspecify.annotations.NullMarked;
