/**
 * Generators and context managers: Python's asynchronous generators and its {@code contextlib}.
 * Imports {@code task}, {@code engine}, {@code fiber}, {@code loop}, {@code function}, {@code
 * error}. Read {@link org.asyncio4j.context.ContextManager} and {@link
 * org.asyncio4j.context.AsyncGenerator} first; what both stand on is {@code SideStack}, a second
 * stack in the caller's task, and {@code GeneratorCore}, the states of a generator.
 */
@NullMarked
package org.asyncio4j.context;

import org.jspecify.annotations.NullMarked;
