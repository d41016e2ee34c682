/** Makes tables, bar charts and cost curves of what the harness has measured. */
@NullMarked
package org.asyncio4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
