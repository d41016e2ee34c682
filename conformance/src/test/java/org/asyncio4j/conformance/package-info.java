/** The recorded corpus, and the parts of the interpreter that decide what a trace says. */
@NullMarked
package org.asyncio4j.conformance;

import org.jspecify.annotations.NullMarked;
