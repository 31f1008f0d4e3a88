package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ConfigJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An observed tenant's journal folds into its state, whoever answered. */
class ShadowFoldTest {

  private static final String[] INCUMBENTS = {Pools.CHEAP, Pools.DEAR, "elsewhere", null};

  @ParameterizedTest
  @CsvSource({
    "surety,1,1",
    "surety,0.1,0.8",
    "slarouter,1,1",
    "slarouter,0.1,0.8",
    "mess-plus,1,1"
  })
  void foldingGivesTheStateByteForByte(String policy, double up, double down) {
    FeedbackTerms terms = new FeedbackTerms(50, up, down, 0.1, 1_000);
    Play live =
        Play.of(new SlaPolicy(1, 0.8, policy, 0, Map.of(), terms, Mode.OBSERVE), Pools.three());
    for (int i = 0; i < 400; i++) {
      String incumbent = INCUMBENTS[i % 4];
      if (i % 7 == 0) {
        live.learn(Answers.unrouted("r" + i, Pools.DEAR).at(i).satisfied(true).feedback());
      }
      Decision decision =
          live.decide(Requests.id("r" + i).at(i).tokens(9, 9).incumbent(incumbent).request());
      Answers answer =
          Answers.to(decision).by(incumbent == null ? decision.model() : incumbent).at(i + 1);
      if (i % 3 > 0) {
        live.learn((i % 2 == 0 ? answer : answer.decidedBy(null)).satisfied(i % 5 > 0).feedback());
      }
    }
    List<JournalRow> rows = new ArrayList<>(live.journal());
    Stamp stamp = new Stamp("run-1", 0, null, 0, 0);
    rows.add(new Lineage(stamp, null, -1, 0, "test"));
    rows.add(new Config(stamp, live.config().hash(), ConfigJson.write(live.config())));
    List<FoldedKey> folded = new ArrayList<>();

    FoldReport report = new JournalFold().fold(rows.iterator(), folded::add);

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(folded.get(0).accountBytes()).isEqualTo(live.accountBytes());
    assertThat(folded.get(0).learnerBytes()).isEqualTo(live.learnerBytes());
    assertThat(live.account().queue).isFinite().isNotNegative();
  }
}
