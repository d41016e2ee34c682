package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A task that the user named.
 *
 * @param loop its loop
 * @param task the task
 */
record Found(Listing.Loop loop, TaskView task) {
  private static final int FEW = 5;

  long id() {
    return task.id();
  }

  /**
   * Finds a task by its name, its id, or {@code LOOP:ID}; a name comes before an id.
   *
   * @param listing what there is
   * @param word what the user typed
   * @return the task
   * @throws LookException if there is none, or more than one
   */
  static Found in(Listing listing, String word) throws LookException {
    List<Found> all = new ArrayList<>();
    for (Listing.Loop loop : listing.loops()) {
      loop.loop().tasks().forEach(task -> all.add(new Found(loop, task)));
    }
    List<Found> found = all.stream().filter(each -> each.task().name().equals(word)).toList();
    if (found.isEmpty()) {
      found = all.stream().filter(each -> each.hasId(word)).toList();
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw LookException.failed(
        found.isEmpty() ? none(all, listing.pid(), word) : several(found, word));
  }

  private boolean hasId(String word) {
    String number = Long.toString(task.id());
    return word.equals(number) || word.equals(loop.loop().name() + ":" + number);
  }

  private String fullId() {
    return loop.loop().name() + ":" + task.id();
  }

  private static String several(List<Found> found, String word) {
    List<String> ids = found.stream().limit(FEW).map(Found::fullId).toList();
    return found.size()
        + " tasks are called '"
        + word
        + "': "
        + String.join(", ", ids)
        + (found.size() > FEW ? " and " + (found.size() - FEW) + " more" : "")
        + "; name one of these";
  }

  private static String none(List<Found> all, long pid, String word) {
    String text = "process " + pid + " has no task '" + word + "' that is not done";
    List<String> near =
        all.stream()
            .map(each -> each.task().name())
            .distinct()
            .filter(name -> distance(name, word) <= allowed(word))
            .sorted(Comparator.comparingInt(name -> distance(name, word)))
            .limit(FEW)
            .toList();
    return near.isEmpty()
        ? text + "; asyncio ps " + pid + " lists its tasks"
        : text + "; it has '" + String.join("', '", near) + "'";
  }

  private static int allowed(String word) {
    return Math.max(1, word.length() / 3);
  }

  /** How many letters differ; capitals do not count. */
  static int distance(String name, String word) {
    String one = name.toLowerCase(Locale.ROOT);
    String other = word.toLowerCase(Locale.ROOT);
    if (Math.abs(one.length() - other.length()) > allowed(word)) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
