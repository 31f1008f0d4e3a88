package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
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
import dev.surety.testing.TrainedModels;
import dev.surety.wire.json.ConfigJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fold is exact where a trained policy decides: the artefact is in the configuration. */
class ProteusFoldTest {

  private static final int REQUESTS = 150;

  private final Configuration control = new Configuration();
  private final Play live = Play.unconfigured();
  private final Map<String, TenantConfig> configs = new LinkedHashMap<>();

  /** A target, a higher one, and another artefact under the same name. */
  private void play(String correction) {
    Pools.three().forEach(model -> control.put(new ModelUpdate(model)));
    control(TrainedModels.artefact(1), promise(1, 0.6, correction));
    traffic(0);
    control(promise(2, 0.75, correction));
    traffic(1);
    control(TrainedModels.artefact(2));
    traffic(2);
  }

  private static SlaUpdate promise(long version, double target, String correction) {
    return new SlaUpdate(
        "acme",
        "gold",
        Promises.proteus(target).with("correction", correction).version(version).sla());
  }

  private void control(ControlUpdate... updates) {
    for (ControlUpdate update : updates) {
      control.put(update);
    }
    TenantConfig config = control.inForce(Requests.KEY, 0);
    configs.put(config.hash(), config);
    live.configure(config);
  }

  private void traffic(int part) {
    for (int i = part * REQUESTS; i < (part + 1) * REQUESTS; i++) {
      String tag = List.of("easy", "hard", "new").get(i % 3);
      Decision decision =
          live.decide(Requests.id("r" + i).at(i).tagged(tag).tokens(9, 9).request());
      if (i % 4 > 0) {
        live.learn(Answers.to(decision).at(i).satisfied(i % 5 > 1).tokens(9, 40).feedback());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "off"})
  void foldingGivesTheStateByteForByte(String correction) {
    play(correction);
    assertThat(configs).hasSize(3);
    List<JournalRow> rows = new ArrayList<>(live.journal());
    Stamp stamp = new Stamp("run-1", 0, null, 0, 0);
    rows.add(new Lineage(stamp, null, -1, 0, "test"));
    configs.forEach((hash, config) -> rows.add(new Config(stamp, hash, ConfigJson.write(config))));
    List<FoldedKey> folded = new ArrayList<>();

    FoldReport report = new JournalFold().fold(rows.iterator(), folded::add);

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(folded).hasSize(1);
    assertThat(folded.get(0).accountBytes()).isEqualTo(live.accountBytes());
    assertThat(folded.get(0).learnerBytes()).isEqualTo(live.learnerBytes());
  }
}
