/**
 * Tasks, and what combines them: one combinator per file. Imports {@code future}, {@code loop},
 * {@code engine}, {@code contextvar}, {@code fiber}, {@code function}, {@code text}, {@code error}.
 * Read {@link org.asyncio4j.task.Task} first.
 */
@NullMarked
package org.asyncio4j.task;

import org.jspecify.annotations.NullMarked;
