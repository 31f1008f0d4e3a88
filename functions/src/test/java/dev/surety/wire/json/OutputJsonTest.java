package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Decision;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words that gateways see, letter by letter. */
class OutputJsonTest {

  private static final TenantTier KEY = new TenantTier("acme", "gold");

  @Test
  void aDecision() {
    Decision decision =
        DecisionBuilder.aDecision("r")
            .decisionId("d")
            .key(KEY)
            .model("m")
            .fallbacks(List.of("n"))
            .explored(true)
            .propensity(0.25)
            .expectedCostUsd(0.5)
            .expectedSatisfaction(Double.NaN)
            .policy("surety")
            .reason(Decision.Reason.EXPLORE)
            .decidedAt(1_767_225_600_007L)
            .build();
    assertThat(new String(new DecisionJson.Writer().write(decision), UTF_8))
        .isEqualTo(
            """
            {"decision_id":"d","request_id":"r","tenant":"acme","tier":"gold","model":"m",\
            "apply":true,"also_query":[],"fallbacks":["n"],"solicit":false,"explored":true,\
            "propensity":0.25,"expected_cost_usd":0.5,"policy":"surety","reason":"explore",\
            "decided_at":"2026-01-01T00:00:00.007Z"}""");
  }

  @Test
  void aRefusal() throws MalformedRecord {
    Rejection noSla = new Rejection(Rejection.Reason.NO_SLA, "no SLA matches acme/gold");
    byte[] json = new DecisionJson.Writer().write(Refusal.of("r", KEY, noSla, 1_767_225_600_007L));

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"request_id":"r","tenant":"acme","tier":"gold","refused":true,"reason":"no_sla",\
            "detail":"no SLA matches acme/gold","decided_at":"2026-01-01T00:00:00.007Z"}""");
    assertThat(DecisionJson.read(json)).isEqualTo(Refusal.of("r", KEY, noSla, 1_767_225_600_007L));
  }

  /** A reader of this version must not wait because a later router says more. */
  @Test
  void aRefusalOfALaterVersionIsOne() throws MalformedRecord {
    String json =
        "{\"refused\":true,\"reason\":\"out_of_budget\",\"request_id\":\"r\",\"tenant\":\"acme\","
            + "\"tier\":\"gold\",\"decided_at\":\"2026-01-01T00:00:00Z\",\"budget\":7}";

    assertThat(DecisionJson.read(json.getBytes(UTF_8)))
        .isEqualTo(new Refusal("r", KEY, "out_of_budget", "", 1_767_225_600_000L));
  }

  @Test
  void aRefusalOfAThousandCandidatesIsShort() {
    Rejection long1 = new Rejection(Rejection.Reason.NO_MODELS, "x".repeat(999) + "\ud83d\ude00");

    assertThat(Refusal.of("r", KEY, long1, 0).detail()).isEqualTo("x".repeat(999));
  }

  @Test
  void aWriterSurvivesARecordThatBreaksOff() {
    DecisionJson.Writer writer = new DecisionJson.Writer();
    byte[] first = writer.write(decision(KEY));

    assertThatThrownBy(() -> writer.write(decision(null))).isInstanceOf(NullPointerException.class);

    assertThat(writer.write(decision(KEY))).isEqualTo(first);
    assertThat(writer.write(decision(KEY))).isEqualTo(first);
  }

  private static Decision decision(TenantTier key) {
    return DecisionBuilder.aDecision("r")
        .decisionId("d")
        .key(key)
        .model("m")
        .expectedCostUsd(0.5)
        .expectedSatisfaction(0.5)
        .policy("surety")
        .reason(Decision.Reason.EXPLOIT)
        .decidedAt(1_767_225_600_007L)
        .build();
  }

  @Test
  void aStandingWithoutAnyJudgement() {
    Standing standing =
        Standing.builder(KEY, 1_767_225_600_007L, 4)
            .policy("surety")
            .target(0.9)
            .queue(1.5)
            .requests(4)
            .explored(1)
            .expectedCostUsd(0.25)
            .bestSingleCostUsd(0.5)
            .models(Map.of("m", 4L))
            .spentUsd(0.25)
            .bestSpentUsd(0.5)
            .build();
    assertThat(new String(new StandingJson.Writer().write(standing), UTF_8))
        .isEqualTo(
            """
            {"tenant":"acme","tier":"gold","time":"2026-01-01T00:00:00.007Z","seq":4,\
            "policy":"surety","fallbacks":[],"target":0.9,"queue":1.5,"catching_up":false,"infeasible":false,\
            "requests":4,"labels":0,"explored":1,"cost_usd":0.0,"expected_cost_usd":0.25,\
            "best_single_cost_usd":0.5,"models":{"m":4}}""");
  }
}
