/**
 * Values as Python prints them. Not exported: {@code Asyncio.repr} is the door. Imports nothing of
 * the project.
 */
@NullMarked
package org.asyncio4j.text;

import org.jspecify.annotations.NullMarked;
