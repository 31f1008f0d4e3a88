package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.engine.Configuration;
import dev.surety.engine.TenantConfig;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ConfigJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The fold is exact where a tenant starts from a prior, because config rows carry the priors that
 * were in force: {@link #withoutThePriorsItIsAnotherState} takes them out, and the fold says so.
 */
class PriorFoldTest {

  private static final int REQUESTS = 120;

  private final Configuration control = new Configuration();
  private final Play live = Play.unconfigured();
  private final Map<String, TenantConfig> configs = new LinkedHashMap<>();

  /** A model, then its prior, a better version of it and the models they are about. */
  private void play() {
    control(
        new SlaUpdate("acme", "gold", Promises.surety(0.8).with("prior", "pooled").sla()),
        new ModelUpdate(Pools.three().get(1)));
    traffic(0);
    control(prior(1, Pools.CHEAP, 0.9), new ModelUpdate(Pools.three().get(0)));
    traffic(1);
    control(prior(2, Pools.DEAR, 0.95), new ModelUpdate(Pools.three().get(2)));
    traffic(2);
  }

  private void control(ControlUpdate... updates) {
    for (ControlUpdate update : updates) {
      control.put(update);
    }
    TenantConfig config = control.inForce(Requests.KEY, 0);
    configs.put(config.hash(), config);
    live.configure(config);
  }

  private static ArtefactUpdate prior(long version, String model, double satisfaction) {
    String models = "\"%s\":{\"satisfaction\":%s,\"labels\":300}".formatted(model, satisfaction);
    return new ArtefactUpdate("prior", "pooled", version, "{\"models\":{" + models + "}}");
  }

  private void traffic(int part) {
    for (int i = part * REQUESTS; i < (part + 1) * REQUESTS; i++) {
      Decision decision =
          live.decide(Requests.id("r" + i).at(i).tagged("t" + i % 3).tokens(9, 9).request());
      if (i % 4 > 0) {
        live.learn(Answers.to(decision).at(i).satisfied(i % 5 > 0).tokens(9, 40).feedback());
      }
    }
  }

  private FoldReport fold(List<FoldedKey> folded, String leaveOut) {
    List<JournalRow> rows = new ArrayList<>(live.journal());
    Stamp stamp = new Stamp("run-1", 0, null, 0, 0);
    rows.add(new Lineage(stamp, null, -1, 0, "test"));
    configs.forEach(
        (hash, config) ->
            rows.add(
                new Config(stamp, hash, ConfigJson.write(config).replace(leaveOut, "nothing"))));
    return new JournalFold().fold(rows.iterator(), folded::add);
  }

  @Test
  void foldingGivesTheStateByteForByte() {
    play();
    assertThat(configs.values()).extracting(config -> config.artefacts().size()).contains(0, 1);
    List<FoldedKey> folded = new ArrayList<>();

    FoldReport report = fold(folded, "{no such text}");

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(folded).hasSize(1);
    assertThat(folded.get(0).accountBytes()).isEqualTo(live.accountBytes());
    assertThat(folded.get(0).learnerBytes()).isEqualTo(live.learnerBytes());
  }

  @Test
  void withoutThePriorsItIsAnotherState() {
    play();
    List<FoldedKey> folded = new ArrayList<>();

    FoldReport report = fold(folded, "artefacts");

    assertThat(report.holds()).isFalse();
    assertThat(folded.get(0).learnerBytes()).isNotEqualTo(live.learnerBytes());
  }
}
