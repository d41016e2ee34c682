/**
 * What the script {@code ./asyncio} puts in front of the library on the class path of {@code
 * asyncio run}: {@link org.asyncio4j.launcher.ProgramCompiler} makes a jar of a source file, and
 * {@link org.asyncio4j.launcher.Rehearsal} trains the cache of classes with which that starts.
 * Imports the library and the JDK's compiler.
 */
@NullMarked
package org.asyncio4j.launcher;

import org.jspecify.annotations.NullMarked;
