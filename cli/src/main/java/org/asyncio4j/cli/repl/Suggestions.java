package org.asyncio4j.cli.repl;

import java.util.List;

/**
 * What may stand at a place.
 *
 * @param anchor where what is suggested begins
 * @param words the suggestions, best first
 */
record Suggestions(int anchor, List<String> words) {}
