/**
 * Streams: {@link org.asyncio4j.io.stream.Streams} opens them, a reader and a writer are their two
 * sides. Imports {@code channel}, {@code transport}, {@code selector} and core. Read {@code
 * StreamReader} first.
 */
@NullMarked
package org.asyncio4j.io.stream;

import org.jspecify.annotations.NullMarked;
