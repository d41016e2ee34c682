package org.asyncio4j.cli.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts as numbers, each text once. Guarded by the recorder that has it. */
final class Words {
  private static final int LONGEST = 200;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** The text's number; {@link EventBuffer#NONE} for null. */
  int number(@Nullable String text) {
    if (text == null) {
      return EventBuffer.NONE;
    }
    String kept = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return numbers.computeIfAbsent(
        kept,
        _ -> {
          texts.add(kept);
          return texts.size() - 1;
        });
  }

  @Nullable String text(int number) {
    return number == EventBuffer.NONE ? null : texts.get(number);
  }

  int size() {
    return texts.size();
  }
}
