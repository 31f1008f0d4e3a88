package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.demo.traffic.AnswerJudge;
import dev.surety.demo.traffic.Users;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.gateway.simulation.Voice.Asked;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The judge of the demo, by the gateway and behind the door. */
class SimulatedJudgementTest {

  private static DemoSettings settings(String... args) {
    return CommandLine.populateCommand(new DemoSettings(), args);
  }

  @Test
  void promisesNameAJudgeWhereOneIsGiven() {
    assertThat(settings().judge()).isNull();
    assertThat(settings("--judge", "--requests=9").judge())
        .isEqualTo(new JudgeTerms(0.0003, 5, 0.9));
    DemoSettings given = settings("--judge", "0.001,2,0.8");
    SlaPolicy sla = ControlDesk.sla(1, 0.8, List.of(), given);
    assertThat(sla.judge()).isEqualTo(new JudgeTerms(0.001, 2, 0.8));
    assertThatThrownBy(() -> settings("--judge=0.001,2,0.5").judge())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--judge: the accuracy must be from 0.6 to 1");
  }

  @Test
  void heIsRightAsOftenAsIsStatedAndSaysTheSameOfTheSameAnswer() {
    AnswerJudge judge = UserSide.judge(settings("--judge=0.001,2,0.8"));
    int right = 0;
    for (int i = 0; i < 4_000; i++) {
      double satisfied = i % 2;
      right += judge.says("r" + i, satisfied) == satisfied ? 1 : 0;
      assertThat(judge.says("r" + i, satisfied)).isEqualTo(judge.says("r" + i, satisfied));
      assertThat(judge.delay("r" + i).toMillis()).isBetween(200L, 1_000L);
    }
    // One fixed seed: four standard deviations are 0.025.
    assertThat(right / 4_000.0).isCloseTo(0.8, within(0.025));
  }

  @Test
  void behindTheDoorHeKnowsAnAnswerByItsWords() throws IOException {
    DemoSettings settings = settings("--judge=0.001,2,1", "--requests=50");
    DemoScenario scenario = DemoScenario.of(settings);
    Users users = UserSide.users(settings, scenario);
    DemoVoice voice = new DemoVoice(scenario.data(), users, UserSide.judge(settings));
    for (int row = 0; row < 50; row++) {
      int model = row % scenario.data().pool().size();
      String name = scenario.data().pool().names().get(model);
      String answer =
          voice.answer(new Asked(name, "?", Map.of("row", Integer.toString(row)))).text();
      String material = "<request>\nSimulated: row 0, model 0\n</request>\n<answer>\n" + answer;
      assertThat(voice.answer(new Asked(DemoVoice.JUDGE, material, Map.of())).text())
          .isEqualTo(
              Users.satisfied(scenario.data().row(row), model) ? "satisfied" : "unsatisfied");
    }
    assertThat(voice.answer(new Asked(DemoVoice.JUDGE, "something else", Map.of())).text())
        .isEqualTo("satisfied");
  }
}
