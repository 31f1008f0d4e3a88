package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ModelSpec;
import dev.surety.engine.Piece;
import dev.surety.wire.json.ControlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangePlanTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final String SMALL =
      "{\"type\":\"model\",\"model\":\"small\",\"version\":%d,\"input_usd_per_mtok\":%s,\"output_usd_per_mtok\":1}";
  private static final String SLA =
      "{\"type\":\"sla\",\"tenant\":\"*\",\"tier\":\"gold\",\"version\":%d,\"target\":%s,\"policy\":\"%s\"}";

  @TempDir private Path folder;
  private final ControlInForce topic = new ControlInForce();

  @Test
  void changesAreShownFieldByField() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"), SLA.formatted(3, "0.9", "surety"));

    assertThat(
            put(
                "# a comment, and a blank line",
                "",
                SLA.formatted(4, "0.92", "surety"),
                SMALL.formatted(1, "0.5"),
                "{\"type\":\"model\",\"model\":\"large\",\"version\":1,\"input_usd_per_mtok\":3,\"output_usd_per_mtok\":15}"))
        .containsExactly(
            "= model/small  version 1 is there already",
            "+ model/large  new, version 1",
            "      confirmed            false",
            "      input_usd_per_mtok   3.0",
            "      output_usd_per_mtok  15.0",
            "      status               active",
            "~ sla/*/gold  version 3 -> 4",
            "      target  0.9 -> 0.92");
  }

  @Test
  void whatIsThereIsNotPublishedAgain() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"));

    assertThat(plan(SMALL.formatted(1, "0.5")).toPublish()).isEmpty();
    assertThat(plan(SMALL.formatted(1, "0.5")).all()).as("a sign of life").hasSize(1);
  }

  @Test
  void anOlderVersionAndAnotherContentOfAVersionAreRefused() throws IOException {
    onTopic(SMALL.formatted(7, "0.5"));

    assertThatThrownBy(() -> plan(SMALL.formatted(6, "0.4"), SMALL.formatted(7, "0.4")))
        .hasMessageContaining("nothing is published")
        .hasMessageContaining("line 1: model/small has version 6")
        .hasMessageContaining("line 2: model/small has version 7")
        .hasMessageContaining("give it version 8");
  }

  @Test
  void whatTheJobWouldRefuseIsRefusedWithItsLine() throws IOException {
    assertThatThrownBy(
            () ->
                plan(
                    SMALL.formatted(1, "0.5"),
                    SLA.formatted(1, "0.9", "surty"),
                    SLA.formatted(1, "0.9", "surety")
                        .replace("}", ",\"parameters\":{\"vv\":\"1\"}}")))
        .hasMessageContaining("line 2: policy 'surty' is unknown")
        .hasMessageContaining("line 3: policy 'surety' has no parameter 'vv'");
    assertThatThrownBy(() -> plan(SLA.formatted(1, "1.9", "surety")))
        .hasMessageContaining("line 1")
        .hasMessageContaining("target");
    assertThatThrownBy(() -> plan("{\"type\":")).hasMessageContaining("line 1");
  }

  @Test
  void aFieldThatMeansNothingIsASlip() throws IOException {
    String slip =
        SMALL.formatted(1, "0.5").replace("}", ",\"effectve_at\":\"2026-08-01T00:00:00Z\"}");

    assertThatThrownBy(() -> plan(slip)).hasMessageContaining("there is no field effectve_at");
  }

  @Test
  void removingWhatIsNotThereIsASlip() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"));

    assertThat(put("{\"type\":\"model_removed\",\"model\":\"small\",\"version\":2}"))
        .startsWith("- model/small  removed by version 2")
        .contains(
            "! no model is active: all requests are refused (no_models) and go to the dead letters");
    assertThatThrownBy(() -> plan("{\"type\":\"model_removed\",\"model\":\"smal\",\"version\":2}"))
        .hasMessageContaining("there is no model/smal to remove");
  }

  @Test
  void aPriceThatWaitsIsSaidSo() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"));

    assertThat(put(SMALL.formatted(2, "50")))
        .contains("~ model/small  version 1 -> 2")
        .anyMatch(line -> line.startsWith("! model/small version 2 is not in force"));
    assertThat(put(SMALL.formatted(3, "50").replace("}", ",\"confirmed\":true}")))
        .noneMatch(line -> line.startsWith("!"));
  }

  @Test
  void aPromiseThatLacksItsModelOrArtefactIsSaidSo() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"));

    assertThat(put(SLA.formatted(1, "0.9", "fixed:large")))
        .anyMatch(line -> line.startsWith("! sla/*/gold: its policy is fixed:large"));
    assertThat(
            put(
                SLA.formatted(2, "0.9", "proteus")
                    .replace("}", ",\"parameters\":{\"artefact\":\"ours\"}}")))
        .anyMatch(line -> line.contains("needs artefact/proteus/ours, which is not there"));
  }

  /** It cancelled the cut, and the list went on announcing it. */
  @Test
  void aCutAnnouncedForLaterOutlastsALaterVersionAndPutSaysSo() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"), announced(2, "0.25", "2026-10-01T00:00:00Z"));

    assertThat(put(SMALL.formatted(3, "0.45")))
        .anyMatch(
            line ->
                line.startsWith(
                    "! model/small version 2, announced for 2026-10-01T00:00:00Z, still takes effect"));
    assertThat(topic.models(NOW).get(0).inputUsdPerMtok()).isEqualTo(0.45);
    assertThat(topic.announced(NOW)).extracting(ModelSpec::version).containsExactly(2L);
    assertThat(topic.models(topic.announced(NOW).get(0).effectiveAt()).get(0).inputUsdPerMtok())
        .isEqualTo(0.25);
  }

  @Test
  void putSaysWhichAnnouncedChangesItTakesBack() throws IOException {
    onTopic(SMALL.formatted(1, "0.5"), announced(2, "0.25", "2026-10-01T00:00:00Z"));

    assertThat(put(announced(3, "0.5", "2026-10-01T00:00:00Z")))
        .contains(
            "! model/small version 2, announced for 2026-10-01T00:00:00Z, does not take effect then any more");
    assertThat(topic.announced(NOW)).extracting(ModelSpec::version).containsExactly(3L);
    assertThat(put("{\"type\":\"model_removed\",\"model\":\"small\",\"version\":4}"))
        .contains(
            "! model/small version 3, announced for 2026-10-01T00:00:00Z, does not take effect then any more");
    assertThat(topic.announced(NOW)).isEmpty();
  }

  @Test
  void tooManyAnnouncedChangesAreRefusedWithTheWayOut() throws IOException {
    String[] changes = new String[258];
    for (int i = 0; i < changes.length; i++) {
      Instant at = Instant.ofEpochMilli(NOW).plusSeconds(3600L * (i + 1)).truncatedTo(SECONDS);
      changes[i] = announced(i + 2, "0.25", at.toString());
    }
    onTopic(SMALL.formatted(1, "0.5"));

    assertThatThrownBy(() -> plan(changes))
        .hasMessageContaining("256 versions announced already")
        .hasMessageContaining("calendar");
  }

  @Test
  void aCalendarIsPutAndListedWithItsNextChange() throws IOException {
    String peak =
        SMALL
            .formatted(1, "0.5")
            .replace(
                "}",
                ",\"calendar\":[{\"from\":\"08:00\",\"to\":\"20:00\",\"timezone\":\"UTC\","
                    + "\"input_usd_per_mtok\":1,\"output_usd_per_mtok\":2}]}");
    put(peak);

    ModelSpec now = topic.models(NOW).get(0);
    Piece next = topic.next(now, NOW);
    assertThat(Instant.ofEpochMilli(NOW)).isEqualTo("2026-09-21T14:13:20Z");
    assertThat(now.inputUsdPerMtok()).isEqualTo(1);
    assertThat(Instant.ofEpochMilli(next.from())).isEqualTo("2026-09-21T20:00:00Z");
    assertThat(next.model().inputUsdPerMtok()).isEqualTo(0.5);
    assertThat(InForceText.lines(topic, NOW))
        .anyMatch(line -> line.endsWith("0.5 / 1 from 2026-09-21T20:00:00Z"));
    assertThat(InForceJson.write(topic, NOW)).contains("\"at\" : \"2026-09-21T20:00:00Z\"");
    assertThatThrownBy(() -> plan(peak.replace("timezone", "timzone").replace(":1,", ":9,")))
        .hasMessageContaining("calendar.timzone");
  }

  @Test
  void aModelsOtherNamesAreListed() throws IOException {
    put(SMALL.formatted(1, "0.5").replace("}", ",\"aliases\":[\"small-2024\",\"acme/small\"]}"));

    assertThat(InForceText.lines(topic, NOW))
        .contains("  small is also called small-2024, acme/small");
  }

  private static String announced(int version, String price, String effectiveAt) {
    return SMALL
        .formatted(version, price)
        .replace("}", ",\"effective_at\":\"" + effectiveAt + "\"}");
  }

  private void onTopic(String... records) {
    for (String record : records) {
      topic.take("control-0@0", null, record.getBytes(UTF_8), 0);
    }
    assertThat(topic.refused()).isEmpty();
  }

  private List<String> put(String... lines) throws IOException {
    return ChangeText.lines(plan(lines));
  }

  private ChangePlan plan(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("records.jsonl"), List.of(lines));
    return ChangePlan.of(topic, ControlFile.lines(file), NOW);
  }
}
