package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.engine.Configuration;
import dev.surety.engine.TenantConfig;
import dev.surety.features.Sketcher;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Taggers;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.json.ConfigJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The fold is exact where a tagger gives the tags, though the journal has no prompt: the tag is
 * part of the row. Before the tagger is there, with two versions of it, and after it was removed.
 */
class TaggerFoldTest {

  private static final int REQUESTS = 120;
  private static final String[] PROMPTS = {
    "add 3 and 4", "write a poem", "translate this to French", "12 * 13 =", "a song of autumn"
  };

  private final Configuration control = new Configuration();
  private final Play live = Play.unconfigured();
  private final Sketcher sketcher = new Sketcher();
  private final Map<String, TenantConfig> configs = new LinkedHashMap<>();

  private void play() {
    Pools.three().forEach(model -> control.put(new ModelUpdate(model)));
    control(
        new SlaUpdate(
            "acme", "gold", Promises.surety(0.8).with("context", "tagger:" + Taggers.NAME).sla()));
    traffic(0);
    control(Taggers.artefact(1, Taggers.ofWords(PROMPTS[0], PROMPTS[1])));
    traffic(1);
    control(Taggers.artefact(2, Taggers.ofWords(PROMPTS[2], PROMPTS[3], PROMPTS[4])));
    traffic(2);
    control(new Tombstone("artefact/tagger/" + Taggers.NAME));
    traffic(3);
  }

  private void control(ControlUpdate update) {
    control.put(update);
    TenantConfig config = control.inForce(Requests.KEY, 0);
    configs.put(config.hash(), config);
    live.configure(config);
  }

  private void traffic(int part) {
    for (int i = part * REQUESTS; i < (part + 1) * REQUESTS; i++) {
      RoutingRequest asked =
          Requests.id("r" + i).at(i).prompt(PROMPTS[i % 5]).tokens(9, 9).request();
      Decision decision =
          live.decide(asked.featurized(asked.features(), sketcher.of(asked), false));
      if (i % 4 > 0) {
        live.learn(Answers.to(decision).at(i).satisfied(i % 5 > 0).tokens(9, 40).feedback());
      }
    }
  }

  /** As the journal's files have them. */
  private JournalRow written(JournalRow row) {
    return new JournalReader(
            hash -> configs.get(hash).models().stream().map(ModelSpec::name).toList())
        .read(new JournalAvro().encode(row));
  }

  @Test
  void foldingTheWrittenRowsGivesTheStateByteForByte() {
    play();
    List<JournalRow> rows = live.journal().stream().map(this::written).collect(Collectors.toList());
    List<RoutingRequest> requests =
        rows.stream()
            .filter(Decided.class::isInstance)
            .map(row -> ((Decided) row).request())
            .toList();
    assertThat(requests)
        .allMatch(request -> request.prompt() == null && request.sketch().equals(Sketch.NONE));
    assertThat(requests.stream().map(RoutingRequest::taggedBy).filter(Objects::nonNull).distinct())
        .containsExactly("prompts@1", "prompts@2");
    assertThat(requests.stream().map(RoutingRequest::tag).filter(Objects::nonNull).distinct())
        .hasSize(5);
    Stamp stamp = new Stamp("run-1", 0, null, 0, 0);
    rows.add(new Lineage(stamp, null, -1, 0, "test"));
    configs.forEach((hash, config) -> rows.add(new Config(stamp, hash, ConfigJson.write(config))));
    List<FoldedKey> folded = new ArrayList<>();

    FoldReport report = new JournalFold().fold(rows.iterator(), folded::add);

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(folded.get(0).accountBytes()).isEqualTo(live.accountBytes());
    assertThat(folded.get(0).learnerBytes()).isEqualTo(live.learnerBytes());
  }
}
