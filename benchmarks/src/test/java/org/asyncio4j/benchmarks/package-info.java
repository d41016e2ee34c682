@NullMarked
package org.asyncio4j.benchmarks;

import org.jspecify.annotations.NullMarked;
