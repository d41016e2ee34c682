package org.asyncio4j.io.channel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.asyncio4j.engine.Log;
import org.jspecify.annotations.Nullable;

/** The files that Unix sockets leave behind. */
final class UnixPaths {
  private static final int TYPE = 0xF000;
  private static final int SOCKET = 0xC000;

  private UnixPaths() {}

  /**
   * Removes a socket of before at a path, as asyncio does; anything else there stays, and binding
   * fails.
   */
  static void removeStale(Path path) throws IOException {
    try {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if (mode instanceof Integer bits && (bits & TYPE) == SOCKET) {
        Files.delete(path);
      }
    } catch (NoSuchFileException | UnsupportedOperationException | IllegalArgumentException _) {
      // nothing is there, or the system has no such files
    }
  }

  /** Returns what tells a file from a later one at the same path, or null. */
  static @Nullable Object identity(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException _) {
      return null;
    }
  }

  /** Removes a server's own socket, unless another one has taken the path meanwhile. */
  static void removeOwn(Path path, @Nullable Object identity) {
    try {
      if (identity != null && identity.equals(identity(path))) {
        Files.delete(path);
      }
    } catch (NoSuchFileException _) {
      // somebody was faster
    } catch (IOException e) {
      Log.say(Level.ERROR, "Unable to clean up listening UNIX socket " + path, e);
    }
  }
}
