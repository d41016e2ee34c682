package org.asyncio4j.cli.look;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a door, see the agent's {@code Copies} and {@code Answers}.
 *
 * @param door the version of what it speaks
 * @param pid the process
 * @param error why there is no answer
 * @param libraries the answer of each copy of the library
 */
record Answer(int door, long pid, @Nullable String error, List<Library> libraries) {
  Answer {
    libraries = Parts.orEmpty(libraries);
  }

  /**
   * A copy's answer.
   *
   * @param version the library's version
   * @param loader its class loader
   * @param error why there is no answer
   * @param loops to {@code ps} and {@code names}
   * @param outcome to {@code where} and {@code cancel}
   * @param task to the same: where it stands now; null if it has ended
   * @param graph to {@code where}
   * @param current to {@code cancel}: what holds the loop
   * @param currentStack to {@code cancel}: where
   */
  record Library(
      @Nullable String version,
      @Nullable String loader,
      @Nullable String error,
      List<LoopView> loops,
      @Nullable String outcome,
      @Nullable TaskView task,
      @Nullable String graph,
      @Nullable String current,
      List<FrameView> currentStack) {
    Library {
      loops = Parts.orEmpty(loops);
      currentStack = Parts.orEmpty(currentStack);
    }
  }
}
