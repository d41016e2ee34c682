/**
 * What compiled cells of the REPL call. Exported for them alone; programs have no use for it. May
 * import core.
 */
@NullMarked
package org.asyncio4j.cli.repl.cell;

import org.jspecify.annotations.NullMarked;
