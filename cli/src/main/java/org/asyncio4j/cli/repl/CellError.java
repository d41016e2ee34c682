package org.asyncio4j.cli.repl;

/**
 * What the compiler says against a cell.
 *
 * @param message its words, one line or several
 * @param line the user's line, from 1
 * @param text that line
 * @param start where the mark begins in it
 * @param end where it ends, exclusive
 */
record CellError(String message, int line, String text, int start, int end) {}
