package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Prior;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prior of a journal is made of what users said. */
class LabelPoolTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 0, APPLY", "0.4, 0.2, 0, APPLY", "0.4, 0.2, 0.3, APPLY", "1, 1, 0, OBSERVE"})
  void wordsOfAJudgeAreLeftOut(double up, double down, double solicit, SlaPolicy.Mode mode)
      throws IOException {
    JudgedTraffic traffic =
        new JudgedTraffic(new FeedbackTerms(1_000_000, up, down, solicit, 1000), mode);
    assertThat(traffic.judged).isGreaterThan(30);
    assertThat(traffic.said).isGreaterThan(30);

    Prior prior =
        LabelPool.of(History.newest(JournalFiles.in(traffic.writeTo(folder.resolve("j")))), "j");

    assertThat(prior.models()).isNotEmpty();
    assertThat(prior.models().values()).allMatch(seen -> seen.satisfaction() == 1);
    assertThat(prior.models().values().stream().mapToDouble(Prior.Seen::labels).sum())
        .isEqualTo(traffic.said);
  }
}
