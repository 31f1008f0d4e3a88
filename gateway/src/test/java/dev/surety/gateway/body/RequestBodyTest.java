package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a body is like: its model is changed, and all else is where it was. */
class RequestBodyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static String changed(String body, boolean askForUsage) throws BadBody {
    byte[] bytes = body.getBytes(UTF_8);
    return new String(
        RequestReader.read(Api.CHAT, bytes).body(bytes, "new \"name\"", askForUsage), UTF_8);
  }

  @Property(tries = 300)
  void onlyTheModelChanges(
      @ForAll("fields") List<String> before,
      @ForAll("fields") List<String> after,
      @ForAll("gaps") String gap)
      throws Exception {
    List<String> fields = new java.util.ArrayList<>(before);
    fields.add("\"model\"%s:%s\"old\"".formatted(gap, gap));
    fields.addAll(after);
    String body = gap + '{' + gap + String.join(gap + ',' + gap, fields) + gap + '}' + gap;

    assertThat(changed(body, false)).isEqualTo(body.replace("\"old\"", "\"new \\\"name\\\"\""));
  }

  @Property(tries = 300)
  void theListIsTakenOutAndUsageAskedForWithTheRestLikeBefore(
      @ForAll("fields") List<String> some,
      @ForAll("gaps") String gap,
      @ForAll("options") String options,
      @ForAll int at)
      throws Exception {
    List<String> fields = new java.util.ArrayList<>(some);
    put(fields, at, "\"models\"%s:%s[ \"a\",\"b\" ]".formatted(gap, gap));
    put(fields, at / 3, "\"stream\": true");
    if (!options.isEmpty()) {
      put(fields, at / 7, "\"stream_options\":" + gap + options);
    }
    String body = '{' + gap + String.join(gap + ',' + gap, fields) + gap + '}';

    ObjectNode expected = (ObjectNode) JSON.readTree(body);
    expected.remove("models");
    expected.put("model", "new \"name\"");
    JsonNode given = expected.path("stream_options");
    ObjectNode asked = given.isObject() ? (ObjectNode) given : JSON.createObjectNode();
    if (!asked.has("include_usage")) {
      asked.put("include_usage", true);
    }
    expected.set("stream_options", asked);
    assertThat(JSON.readTree(changed(body, true))).isEqualTo(expected);
  }

  private static void put(List<String> fields, int at, String field) {
    fields.add(Math.floorMod(at, fields.size() + 1), field);
  }

  @Provide
  Arbitrary<List<String>> fields() {
    Arbitrary<String> name = Arbitraries.integers().between(0, 1_000_000).map(n -> "\"f" + n + '"');
    Arbitrary<String> value =
        Arbitraries.of(
            "1.50e3",
            "-0",
            "12345678901234567890123",
            "true",
            "null",
            "\"\\u0041\\\"model\\\":\\n\"",
            "\"ä€😀\"",
            "[ ]",
            "[1, {\"model\" : \"stays\"}]",
            "{ \"model\":\"stays\",\"models\":[\"x\"] }",
            "\"" + "x".repeat(9000) + "é\"");
    return Combinators.combine(name, value)
        .as((n, v) -> n + " : " + v)
        .list()
        .ofMaxSize(5)
        .uniqueElements(f -> f.substring(0, f.indexOf(' ')));
  }

  @Provide
  Arbitrary<String> gaps() {
    return Arbitraries.of("", " ", "\r\n\t ");
  }

  @Provide
  Arbitrary<String> options() {
    return Arbitraries.of("", "null", "{}", "{ }", "{\"x\":1}", "{ \"include_usage\" : true }");
  }

  @Test
  void bothModelsOfABodyThatNamesTwoAreChanged() throws Exception {
    assertThat(changed("{\"model\":\"a\",\"model\":\"b\"}", false))
        .isEqualTo("{\"model\":\"new \\\"name\\\"\",\"model\":\"new \\\"name\\\"\"}");
  }

  @Test
  void listsAreTakenOutWhereverTheyStand() throws Exception {
    for (String body :
        List.of(
            "{\"models\":[\"a\"]}",
            "{ \"models\":[\"a\"] , \"models\":[\"b\"]}",
            "{\"models\":[\"a\"],\"x\":1}",
            "{\"x\":1,\"models\":[]}")) {
      JsonNode changed = JSON.readTree(changed(body, false));
      assertThat(changed.has("models")).as(body).isFalse();
      assertThat(changed.get("model").asText()).as(body).isEqualTo("new \"name\"");
      assertThat(changed.has("x")).as(body).isEqualTo(body.contains("x"));
    }
  }

  @Test
  void noValueOfAnyFieldHidesWhatStandsBehindIt() throws BadBody {
    List<String> fields =
        List.of(
            "models",
            "stream_options",
            "max_tokens",
            "tools",
            "functions",
            "response_format",
            "text",
            "modalities",
            "prompt_cache_key",
            "user",
            "metadata",
            "previous_response_id",
            "instructions",
            "messages",
            "input",
            "anything");
    List<String> values =
        List.of(
            "null",
            "true",
            "7",
            "1e400",
            "\"x\"",
            "[]",
            "{}",
            "[[],{}]",
            "{\"a\":{\"b\":[1]}}",
            "[{\"type\":{},\"text\":[]}]",
            "{\"type\":[{}],\"format\":[{}],\"user_id\":{}}",
            "[{\"role\":{},\"content\":{\"a\":[]},\"id\":[[]],\"type\":{}}]");
    for (String field : fields) {
      for (String value : values) {
        String body = "{\"%s\":%s,\"model\":\"m\"}".formatted(field, value);
        RequestFacts facts = RequestReader.read(Api.CHAT, body.getBytes(UTF_8));

        assertThat(facts.model()).as(body).isEqualTo("m");
        assertThat(new String(facts.body(body.getBytes(UTF_8), "there", false), UTF_8))
            .as(body)
            .endsWith("\"model\":\"there\"}");
      }
    }
  }

  /** Some editors put one before whatever they send. */
  @Test
  void aMarkOfByteOrderStandsInNobodysWay() throws Exception {
    assertThat(changed("\ufeff{\"model\":\"old\",\"x\":1}", false))
        .endsWith("{\"model\":\"new \\\"name\\\"\",\"x\":1}");
  }
}
