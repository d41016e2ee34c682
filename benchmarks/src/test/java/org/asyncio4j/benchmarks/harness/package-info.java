@NullMarked
package org.asyncio4j.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
