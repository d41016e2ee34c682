package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/** Keeps series in a file for each row: {@code row,peer,metric,unit,round,value}. */
public final class Results {
  private static final String HEAD = "row,peer,metric,unit,round,value";
  private static final int COLUMNS = 6;

  private final Path folder;

  /**
   * Results in a folder.
   *
   * @param folder need not exist yet
   */
  public Results(Path folder) {
    this.folder = folder;
  }

  /** Writes all series of a row, or of whatever has a name, in place of those that were there. */
  public void write(String name, List<Series> all) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (Series each : all) {
      for (int round = 1; round <= each.values().size(); round++) {
        lines.add(
            String.join(
                ",",
                each.row().name(),
                each.peer().label(),
                each.metric().name(),
                each.metric().unit(),
                Integer.toString(round),
                Double.toString(each.values().get(round - 1))));
      }
    }
    Files.createDirectories(folder);
    Files.write(file(name), lines);
  }

  /** Reads the series of a row; none if there is no file. */
  public List<Series> read(Row row) throws IOException {
    return read(row.name());
  }

  /** Reads what was written under a name; none if there is no file. */
  public List<Series> read(String name) throws IOException {
    if (!Files.exists(file(name))) {
      return List.of();
    }
    Map<List<String>, List<Double>> found = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file(name))) {
      List<String> words = List.of(line.split(",", -1));
      if (words.size() == COLUMNS && !line.equals(HEAD)) {
        found
            .computeIfAbsent(words.subList(0, 4), _ -> new ArrayList<>())
            .add(Double.valueOf(words.getLast()));
      }
    }
    List<Series> series = new ArrayList<>();
    found.forEach((key, values) ->
        series.add(
            new Series(
                Row.valueOf(key.get(0)),
                Peer.named(key.get(1)),
                new Metric(key.get(2), key.get(3)),
                values)));
    return series;
  }

  private Path file(String name) {
    return folder.resolve(name + ".csv");
  }
}
