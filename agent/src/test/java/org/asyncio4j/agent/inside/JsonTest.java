package org.asyncio4j.agent.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written, another library reads. */
class JsonTest {
  private static JsonNode read(String json) {
    return JsonMapper.builder().build().readTree(json);
  }

  @Test
  void texts_comeBackAsTheyWere() {
    String text = "\"quoted\" \\ \n\r\t\b\0 \u007f \u2028 é └ \ud83d\ude00";

    String json = Json.object(o -> o.field("text", text));

    assertThat(read(json).get("text").asString()).isEqualTo(text);
    assertThat(json).doesNotContain("\n");
  }

  @Test
  void halfOfAPair_isEscaped() {
    String json = Json.object(o -> o.field("text", "a\ud83d"));

    assertThat(json).isEqualTo("{\"text\":\"a\\ud83d\"}");
  }

  @Test
  void durations_areSecondsWithAllDigits() {
    String json =
        Json.object(o -> {
          o.field("none", (Duration) null);
          o.field("zero", Duration.ZERO);
          o.field("small", Duration.ofNanos(1));
          o.field("negative", Duration.ofMillis(-1500));
          o.field("great", Duration.ofSeconds(Long.MAX_VALUE));
        });

    assertThat(json)
        .isEqualTo(
            "{\"none\":null,\"zero\":0,\"small\":0.000000001,\"negative\":-1.5,"
                + "\"great\":9223372036854775807}");
  }

  @Test
  void objectsAndLists_nest() {
    String json =
        Json.object(o -> {
          o.list("empty", List.of(), (each, none) -> {});
          o.list("two", List.of(1, 2), (each, n) -> each.field("n", n));
          o.object("inner", 3, (each, n) -> each.field("n", n));
          o.object("nothing", null, (each, n) -> each.field("n", "x"));
          o.field("last", true);
        });

    assertThat(json)
        .isEqualTo(
            "{\"empty\":[],\"two\":[{\"n\":1},{\"n\":2}],\"inner\":{\"n\":3},\"nothing\":null,"
                + "\"last\":true}");
  }
}
