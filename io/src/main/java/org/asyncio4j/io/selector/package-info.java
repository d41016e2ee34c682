/**
 * The loop's waiting place with an NIO selector in it, and what stands there for a channel. Not
 * exported; imports only core. Read {@link org.asyncio4j.io.selector.SelectorPoller} first.
 */
@NullMarked
package org.asyncio4j.io.selector;

import org.jspecify.annotations.NullMarked;
