/**
 * Runs small programs, written in JSON, on asyncio4j and traces them as CPython's recorded runs are
 * traced. The format is described in {@code src/test/resources/README.md}; what each statement does
 * is defined by its translation to Python there. Each statement is a plain translation here too:
 * none knows which program it stands in, and none corrects an order.
 *
 * <p>Read {@link org.asyncio4j.conformance.Interpreter} first, then {@link
 * org.asyncio4j.conformance.Rules} and the {@code ...Statements} beside it, one file per subject.
 */
@NullMarked
package org.asyncio4j.conformance;

import org.jspecify.annotations.NullMarked;
