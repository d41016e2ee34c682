/**
 * A look into other processes: {@link org.asyncio4j.cli.look.Target} asks a program at its door,
 * {@link org.asyncio4j.cli.look.Listing} is what it answered, {@link
 * org.asyncio4j.cli.look.TaskTable} prints tasks, of the REPL's own loop too. May import core, the
 * agent, Jackson, JLine.
 */
@NullMarked
package org.asyncio4j.cli.look;

import org.jspecify.annotations.NullMarked;
