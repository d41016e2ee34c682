package org.asyncio4j.io.transport;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a child has as its input, output or error output. Any thread.
 *
 * <p>{@code asyncio.subprocess.PIPE}, {@code DEVNULL} and {@code STDOUT}, 3.14; {@link #INHERIT} is
 * None there, and files are open files.
 */
public final class Stdio {
  /** A pipe to this process. */
  public static final Stdio PIPE = new Stdio("PIPE", null);

  /** Nothing: reads end at once, what is written is lost. */
  public static final Stdio DEVNULL = new Stdio("DEVNULL", null);

  /** The same as this process has. */
  public static final Stdio INHERIT = new Stdio("INHERIT", null);

  /** For the error output: the same as the output. */
  public static final Stdio STDOUT = new Stdio("STDOUT", null);

  private final String name;
  private final @Nullable Path path;

  private Stdio(String name, @Nullable Path path) {
    this.name = name;
    this.path = path;
  }

  /**
   * Returns a file: an input reads it, an output takes the place of what it holds.
   *
   * @param path the file; an output makes it if need be
   * @return the file as an input or output
   */
  public static Stdio file(Path path) {
    return new Stdio("file", Objects.requireNonNull(path, "path"));
  }

  /**
   * Returns a file that an output goes on writing at its end.
   *
   * @param path the file; it is made if need be
   * @return the file as an output
   */
  public static Stdio appendTo(Path path) {
    return new Stdio("appendTo", Objects.requireNonNull(path, "path"));
  }

  /**
   * Returns the file.
   *
   * @return its path, or null if this is none
   */
  public @Nullable Path path() {
    return path;
  }

  /**
   * Tells whether an output goes on at the end of the file.
   *
   * @return true for {@link #appendTo}
   */
  public boolean appends() {
    return name.equals("appendTo");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stdio same && name.equals(same.name) && Objects.equals(path, same.path);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, path);
  }

  @Override
  public String toString() {
    return path == null ? name : name + "(" + path + ")";
  }
}
