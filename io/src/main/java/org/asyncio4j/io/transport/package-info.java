/**
 * What a user of connections below the streams meets: protocols, transports, servers. Imports only
 * core. Read {@link org.asyncio4j.io.transport.Protocol} first.
 */
@NullMarked
package org.asyncio4j.io.transport;

import org.jspecify.annotations.NullMarked;
