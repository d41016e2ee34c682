/**
 * The REPL. May import core, JLine and JShell. Read {@link org.asyncio4j.cli.repl.Repl} first, then
 * follow a cell:
 *
 * <pre>
 *   Console --text--> Repl --> Cells (JShell compiles) --> CellCode --> Session (a task of its loop runs it)
 *      ^                |                                                  |
 *      |                \--%commands--> Commands                          |
 *      \----- Out[n], errors --------------- Outcome <---------------------/
 * </pre>
 */
@NullMarked
package org.asyncio4j.cli.repl;

import org.jspecify.annotations.NullMarked;
