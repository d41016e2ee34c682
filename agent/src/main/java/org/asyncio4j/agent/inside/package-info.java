/**
 * The part of the agent that touches the library; loaded anew for each copy of it that a program
 * has. Read {@link org.asyncio4j.agent.inside.Answers} first.
 */
@NullMarked
package org.asyncio4j.agent.inside;

import org.jspecify.annotations.NullMarked;
