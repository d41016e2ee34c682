/**
 * The {@code asyncio} command. May import core and picocli. Read {@link org.asyncio4j.cli.Main}
 * first; each command is one class; what looks into other processes is in {@code look}. The script
 * {@code ./asyncio} finds a JDK, builds what is missing and starts {@code Main}; {@code asyncio
 * run} does without {@code Main}.
 */
@NullMarked
package org.asyncio4j.cli;

import org.jspecify.annotations.NullMarked;
