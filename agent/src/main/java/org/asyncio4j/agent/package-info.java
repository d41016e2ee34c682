/**
 * The agent: {@link org.asyncio4j.agent.Agent} opens a {@link org.asyncio4j.agent.Door} in the
 * program, and {@link org.asyncio4j.agent.Copies} finds the library in it. Imports the JDK alone;
 * what touches the library is in {@code inside}.
 */
@NullMarked
package org.asyncio4j.agent;

import org.jspecify.annotations.NullMarked;
