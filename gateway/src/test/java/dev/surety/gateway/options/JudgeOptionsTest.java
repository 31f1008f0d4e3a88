package dev.surety.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeOptionsTest {

  private static DoorSettings read(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap.servers=127.0.0.1:1",
                "--api-keys.file=keys.jsonl",
                "--upstreams.sim.url=http://127.0.0.1:1/v1",
                "--upstreams.sim.models.small=small"));
    options.addAll(Arrays.asList(more));
    return DoorOptionsReader.read(null, Map.of(), options);
  }

  @Test
  void thereIsNoneUnlessOneIsNamed() {
    assertThat(read().judge()).isNull();
  }

  @Test
  void oneMayHaveAnUpstreamOfItsOwnAndARubricFromAFile(@TempDir Path folder) throws Exception {
    Path rubric = Files.writeString(folder.resolve("rubric.txt"), "Be strict.\n");
    JudgeSettings judge =
        read(
                "--upstreams.other.url=http://127.0.0.1:2/v1",
                "--judge.upstream=other",
                "--judge.model=critic",
                "--judge.rubric-file=" + rubric,
                "--judge.budget-usd-per-day=2.5")
            .judge();
    assertThat(judge.rubric()).isEqualTo("Be strict.");
    assertThat(judge.budgetUsd()).isEqualTo(2.5);
    assertThat(judge.inputUsdPerMtok()).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--judge.model=critic|both 'judge.upstream' and 'judge.model'",
        "--judge.at-once=4|both 'judge.upstream' and 'judge.model'",
        "--judge.upstream=simm --judge.model=critic|did you mean 'sim'?",
        "--judge.upstream=sim --judge.model=critic --judge.input-usd-per-mtok=1|both or neither",
        "--judge.upstream=sim --judge.model=critic --judge.budget-usd-per-day=much|takes dollars",
        "--judge.upstream=sim --judge.model=critic --judge.budget-usd-per-day=-1|takes dollars",
        "--judge.upstream=sim --judge.model=critic --judge.budget-usd-per-day=NaN|takes dollars",
        "--judge.upstream=sim --judge.model=critic --judge.rubric-file=/no/such|can't be read",
        "--judge.upstream=sim --judge.model=critic --judge.rubric=a --judge.rubric-file=/no|give one",
        "--judge.upstream=sim --judge.modell=critic|did you mean 'judge.model'?"
      })
  void whatCantBeIsToldWithTheMend(String options, String mend) {
    assertThatThrownBy(() -> read(options.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(mend);
  }
}
