package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.List;

/** Rows with their cells one below the other. */
final class Columns {
  private Columns() {}

  /** Returns rows below a headline; a column that is empty in all rows is left out. */
  static String text(List<String> head, List<List<String>> rows) {
    List<Integer> used = new ArrayList<>();
    int[] widths = new int[head.size()];
    for (int column = 0; column < head.size(); column++) {
      int widest = 0;
      for (List<String> row : rows) {
        widest = Math.max(widest, row.get(column).length());
      }
      if (widest > 0) {
        used.add(column);
        widths[column] = Math.max(widest, head.get(column).length());
      }
    }
    StringBuilder out = new StringBuilder();
    append(out, head, used, widths);
    for (List<String> row : rows) {
      append(out.append('\n'), row, used, widths);
    }
    return out.toString();
  }

  private static void append(
      StringBuilder out, List<String> row, List<Integer> used, int[] widths) {
    int start = out.length();
    for (int column : used) {
      String cell = row.get(column);
      out.append(cell).repeat(' ', widths[column] - cell.length() + 2);
    }
    int end = out.length();
    while (end > start && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
  }
}
