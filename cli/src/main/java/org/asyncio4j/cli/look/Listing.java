package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process has: its loops and tasks.
 *
 * @param pid the process
 * @param source {@code door}, or {@code thread dump}, which does not tell what tasks wait for
 * @param version the version of the library; null if it is not known
 * @param loops the loops
 */
public record Listing(long pid, String source, @Nullable String version, List<Loop> loops) {
  static final String DOOR = "door";
  static final String DUMP = "thread dump";

  /**
   * A loop and where it is.
   *
   * @param copy the number of the library's copy among those that the process has loaded
   * @param loop the loop, under a name that is unique in the process
   * @param ownName the name that its copy knows
   */
  public record Loop(int copy, LoopView loop, String ownName) {}

  static Listing of(Answer answer) {
    List<Loop> loops = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    String version = null;
    for (int copy = 0; copy < answer.libraries().size(); copy++) {
      Answer.Library library = answer.libraries().get(copy);
      version = version == null ? library.version() : version;
      for (LoopView loop : library.loops()) {
        int count = names.merge(loop.name(), 1, Integer::sum);
        LoopView unique = count == 1 ? loop : loop.renamed(loop.name() + "@" + count);
        loops.add(new Loop(copy, unique, loop.name()));
      }
    }
    return new Listing(answer.pid(), DOOR, version, List.copyOf(loops));
  }

  List<LoopView> views() {
    return loops.stream().map(Loop::loop).toList();
  }

  boolean hasCycles() {
    return loops.stream().anyMatch(each -> !each.loop().cycles().isEmpty());
  }
}
