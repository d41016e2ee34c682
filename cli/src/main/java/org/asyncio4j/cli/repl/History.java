package org.asyncio4j.cli.repl;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the history of cells is kept between sessions. */
final class History {
  private History() {}

  /**
   * Returns the file.
   *
   * @param environment the process's environment: {@code ASYNCIO_HISTORY} names the file, empty
   *     means none; else it lies in the state folder of the XDG convention
   * @return the file, or null for none
   */
  static @Nullable Path file(Map<String, String> environment) {
    String own = environment.get("ASYNCIO_HISTORY");
    if (own != null) {
      return own.isEmpty() ? null : Path.of(own);
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    if (state.isEmpty() && home.isEmpty()) {
      return null;
    }
    Path folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return folder.resolve("asyncio4j").resolve("history");
  }
}
