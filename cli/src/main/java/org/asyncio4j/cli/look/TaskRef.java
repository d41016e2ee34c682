package org.asyncio4j.cli.look;

/**
 * Which task.
 *
 * @param id its number in its loop
 * @param name its name
 */
public record TaskRef(long id, String name) {}
