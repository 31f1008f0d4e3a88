package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Prior;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.tools.audit.WrittenJournal;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.util.FileUtils;

/**
 * A prior of a journal counts an answer once, by the newest word of its user, whoever changed the
 * promise or judged it besides meanwhile.
 */
class RevisedLabelsTest {

  private static final int ANSWERS = 6;

  /** A promise, and what a satisfied and a dissatisfied user's word weighs under it. */
  private enum Promised {
    ALL(1, 1),
    FEW(0.5, 0.5),
    UNEQUAL(0.5, 0.25);

    final double up;
    final double down;

    Promised(double up, double down) {
      this.up = up;
      this.down = down;
    }

    SlaPolicy sla(long version) {
      FeedbackTerms terms = new FeedbackTerms(1_000_000, up, down, 0, 1000);
      JudgeTerms judge = new JudgeTerms(1e-7, 1, 0.9);
      return new SlaPolicy(version, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY)
          .judgedBy(judge);
    }
  }

  /** The word of an answer that counts. */
  private record Counts(String model, double label, Promised under) {}

  /**
   * @param events each a step: an answer (of six), what is said of it, by whom, and now and then
   *     another promise
   */
  @Property(tries = 60)
  void theSumsAreThoseOfTheNewestWords(
      @ForAll @Size(min = 1, max = 60)
          List<@IntRange(min = 0, max = 6 * 2 * 2 * 9 - 1) Integer> events)
      throws IOException {
    List<TenantConfig> configs = new ArrayList<>();
    Play play = Play.of(Promised.ALL.sla(1), Pools.three());
    configs.add(play.config());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < ANSWERS; i++) {
      decisions.add(play.decide(Requests.id("r" + i).at(i).request()));
    }
    Map<Integer, Counts> newest = new HashMap<>();
    Promised promised = Promised.ALL;
    long time = 100;
    for (int event : events) {
      int answer = event % ANSWERS;
      double label = event / 6 % 2;
      boolean ofJudge = event / 12 % 2 == 1;
      int change = event / 24;
      if (change < Promised.values().length) {
        promised = Promised.values()[change];
        play.configure(promised.sla(configs.size() + 1), Pools.three());
        configs.add(play.config());
      }
      Decision decision = decisions.get(answer);
      play.learn(
          Answers.to(decision)
              .at(time++)
              .scored(label)
              .says(ofJudge ? Source.JUDGE : Source.USER)
              .feedback());
      Counts before = newest.get(answer);
      // Who says the same again says nothing new, and his first word stays.
      if (!ofJudge && (before == null || before.label() != label)) {
        newest.put(answer, new Counts(decision.model(), label, promised));
      }
    }

    Prior prior = prior(play, configs);

    Map<String, double[]> sums = new TreeMap<>();
    for (Counts word : newest.values()) {
      double up = word.label() / word.under().up;
      double[] sum = sums.computeIfAbsent(word.model(), model -> new double[3]);
      sum[0]++;
      sum[1] += up + (1 - word.label()) / word.under().down;
      sum[2] += up;
    }
    assertThat(prior.models().keySet()).isEqualTo(sums.keySet());
    sums.forEach(
        (model, sum) -> {
          Prior.Seen seen = prior.models().get(model);
          assertThat(seen.labels()).isEqualTo(sum[0]);
          assertThat(seen.satisfaction()).isCloseTo(sum[2] / sum[1], within(1e-12));
        });
  }

  private static Prior prior(Play play, List<TenantConfig> configs) throws IOException {
    Path folder = Files.createTempDirectory("revised-labels");
    try {
      List<JournalRow> rows = new ArrayList<>(play.journal());
      rows.add(new Lineage(new Stamp("run-1", 0, null, 0, 0), null, -1, 0, "test"));
      configs.forEach(config -> rows.add(WrittenJournal.config("run-1", config)));
      Path journal = dev.surety.tools.journal.WrittenJournal.shuffled(folder.resolve("j"), rows, 3);
      return LabelPool.of(History.newest(JournalFiles.in(journal)), "j");
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
