/** Tests of the timeline. */
@NullMarked
package org.asyncio4j.cli.timeline;

import org.jspecify.annotations.NullMarked;
