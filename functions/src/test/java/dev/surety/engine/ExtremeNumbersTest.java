package dev.surety.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The greatest and smallest numbers that the contract takes leave a key that decides, with finite
 * books. Shown once: without the bounds of {@code cost_usd} and of prices, two answers that cost
 * 1e308 USD each make the expected cost of every decision and the books infinite, for good.
 */
class ExtremeNumbersTest {

  private static final double DEAREST_ANSWER = 1e6;
  private static final double DEAREST_PRICE = 1e9;

  @ParameterizedTest
  @CsvSource({
    "surety, 1000000, 1000000000",
    "slarouter, 1000000, 1000000000",
    "mess-plus, 1000000, 1000000000",
    "surety, 0, 0",
    "slarouter, 0, 0",
    "mess-plus, 0, 0",
    "surety, 1e-300, 1e-300",
    "slarouter, 1e-300, 1e-300",
    "mess-plus, 1e-300, 1e-300"
  })
  void aKeyGoesOnDeciding(String policy, double costUsd, double usdPerMtok) throws Exception {
    List<ModelSpec> pool =
        List.of(Pools.model(Pools.CHEAP, 0.1), Pools.confirmed(read(usdPerMtok)));
    Play play = Play.of(Promises.of(policy, 0.8).sla(), pool);
    for (int i = 0; i < 200; i++) {
      var request = Requests.id("r" + i).at(i).tokens(Integer.MAX_VALUE, Integer.MAX_VALUE);
      Decision decision = play.decide(RequestJson.read(RequestJson.write(request.request())));
      assertThat(decision.propensity()).isBetween(0.0, 1.0);
      play.learn(
          FeedbackJson.read(
              FeedbackJson.write(
                  Answers.to(decision)
                      .scored(i % 2)
                      .tokens(i % 3 == 0 ? 0 : Integer.MAX_VALUE, i % 5 == 0 ? 0 : 1)
                      .paid(costUsd)
                      .feedback())));
    }
    Account account = play.account();
    assertThat(account.queue).isFinite().isNotNegative();
    assertThat(account.costUsd).isFinite();
    assertThat(account.expectedCostUsd).isFinite();
    assertThat(Arrays.stream(play.learner().costs.paidRatio.sum)).allMatch(Double::isFinite);
    Decision last = play.decide(Requests.id("last").at(500).request());
    assertThat(last.expectedCostUsd()).isFinite();
  }

  private static ModelSpec read(double usdPerMtok) throws MalformedRecord {
    byte[] value = ControlJson.write(new ModelUpdate(Pools.model(Pools.DEAR, usdPerMtok))).value();
    // Four times as much for output, as everywhere in these tests; the contract looks at both.
    String json = new String(value, UTF_8);
    double output = Math.min(DEAREST_PRICE, 4 * usdPerMtok);
    return ((ModelUpdate)
            ControlJson.read(
                null,
                json.replaceFirst(
                        "\"output_usd_per_mtok\":[^,]+", "\"output_usd_per_mtok\":" + output)
                    .getBytes(UTF_8)))
        .model();
  }

  @Test
  void moreThanThatIsMalformed() {
    Feedback feedback =
        Answers.unrouted("r", Pools.CHEAP).paid(Math.nextUp(DEAREST_ANSWER)).feedback();
    assertThatThrownBy(() -> FeedbackJson.read(FeedbackJson.write(feedback)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("cost_usd");
    ModelUpdate model = new ModelUpdate(Pools.model(Pools.DEAR, Math.nextUp(DEAREST_PRICE)));
    assertThatThrownBy(() -> ControlJson.read(null, ControlJson.write(model).value()))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("usd_per_mtok");
  }
}
