package dev.surety.wire.json;

import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.Refusal;
import java.io.IOException;
import java.util.List;

/**
 * JSON of the topic {@code decisions}: decisions, and refusals, which say {@code refused: true};
 * the contract is {@code configs/schemas/decision.schema.json}. Expectations that are not known are
 * left out and come back as {@link Double#NaN}.
 */
public final class DecisionJson {

  private static final WireNames<Decision.Reason> REASONS =
      new WireNames<>(Decision.Reason.class, null);

  private static final WireNames<Decision.SolicitReason> SOLICIT_REASONS =
      new WireNames<>(Decision.SolicitReason.class, null);

  /** Later versions may say more than this one writes. */
  private static final int MAX_DETAIL = 8192;

  private static final String JUDGE = SOLICIT_REASONS.name(Decision.SolicitReason.JUDGE);

  private DecisionJson() {}

  /** Writes decision after decision, as ROUTE does. Not thread-safe. */
  public static final class Writer {

    private final JsonRecord.Writer records = new JsonRecord.Writer();
    private final DecisionBytes plain = new DecisionBytes();

    public byte[] write(Decision decision) {
      byte[] bytes = plain.write(decision, REASONS.name(decision.reason()));
      return bytes == null ? generated(decision) : bytes;
    }

    /** By the generator, which writes whatever there is. */
    byte[] generated(Decision decision) {
      return records.write(
          out ->
              out.text("decision_id", decision.decisionId())
                  .text("request_id", decision.requestId())
                  .key(decision.key())
                  .text("model", decision.model())
                  .truth("apply", decision.apply())
                  .texts("also_query", decision.alsoQuery())
                  .texts("fallbacks", decision.fallbacks())
                  .truth("solicit", decision.solicit())
                  .truth("explored", decision.explored())
                  .number("propensity", decision.propensity())
                  .number("expected_cost_usd", decision.expectedCostUsd())
                  .number("expected_satisfaction", decision.expectedSatisfaction())
                  .text("policy", decision.policy())
                  .text("reason", REASONS.name(decision.reason()))
                  .time("decided_at", decision.decidedAt())
                  .text("replaces", decision.replaces())
                  .text("solicit_reason", decision.judge() == null ? null : JUDGE)
                  .number("judge_value_usd", value(decision.judge()))
                  .number("judge_price_usd", price(decision.judge()))
                  .text("infeasible", decision.infeasible()));
    }

    public byte[] write(Refusal refusal) {
      return records.write(
          out ->
              out.text("request_id", refusal.requestId())
                  .key(refusal.key())
                  .truth("refused", true)
                  .text("reason", refusal.reason())
                  .text("detail", Surrogates.mended(refusal.detail()))
                  .time("decided_at", refusal.refusedAt())
                  .text("requirement", refusal.requirement()));
    }
  }

  private static double value(JudgeOffer judge) {
    return judge == null ? Double.NaN : judge.valueUsd();
  }

  private static double price(JudgeOffer judge) {
    return judge == null ? Double.NaN : judge.priceUsd();
  }

  public static Answer read(byte[] json) throws MalformedRecord {
    return JsonRecord.read(json, DecisionJson::fields);
  }

  private static Answer fields(FieldReader in) throws IOException, MalformedRecord {
    String decisionId = null;
    String requestId = null;
    String tenant = null;
    String tier = null;
    String model = null;
    Boolean apply = null;
    List<String> alsoQuery = List.of();
    List<String> fallbacks = List.of();
    boolean solicit = false;
    boolean explored = false;
    double propensity = Double.NaN;
    double expectedCostUsd = Double.NaN;
    double expectedSatisfaction = Double.NaN;
    String policy = null;
    String reason = null;
    boolean refused = false;
    String detail = "";
    Long decidedAt = null;
    String replaces = null;
    String requirement = null;
    String solicitReason = null;
    double judgeValueUsd = Double.NaN;
    double judgePriceUsd = Double.NaN;
    String infeasible = null;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "decision_id" -> decisionId = in.text(1, FieldReader.MAX_ID);
        case "request_id" -> requestId = in.text(1, FieldReader.MAX_ID);
        case "tenant" -> tenant = in.name(FieldReader.MAX_NAME);
        case "tier" -> tier = in.name(FieldReader.MAX_NAME);
        case "model" -> model = in.name(FieldReader.MAX_NAME);
        case "apply" -> apply = in.truth();
        case "also_query" -> alsoQuery = FieldLists.names(in, 0);
        case "fallbacks" -> fallbacks = FieldLists.names(in, 0);
        case "solicit" -> solicit = in.truth();
        case "explored" -> explored = in.truth();
        case "propensity" -> propensity = in.share();
        case "expected_cost_usd" -> expectedCostUsd = in.amount();
        case "expected_satisfaction" -> expectedSatisfaction = in.share();
        case "policy" -> policy = in.name(SlaJson.MAX_POLICY);
        case "reason" -> reason = in.name(FieldReader.MAX_NAME);
        case "refused" -> refused = in.truth();
        case "requirement" -> requirement = in.name(FieldReader.MAX_NAME);
        case "detail" -> detail = in.text(0, MAX_DETAIL);
        case "decided_at" -> decidedAt = in.time();
        case "replaces" -> replaces = in.text(1, FieldReader.MAX_ID);
        case "solicit_reason" -> solicitReason = in.name(FieldReader.MAX_NAME);
        case "judge_value_usd" -> judgeValueUsd = in.amount();
        case "judge_price_usd" -> judgePriceUsd = in.amount();
        case "infeasible" -> infeasible = in.name(FieldReader.MAX_NAME);
        default -> in.skip();
      }
    }
    if (refused) {
      return new Refusal(
          Required.field("request_id", requestId),
          Required.key(tenant, tier),
          Required.field("reason", reason),
          detail,
          Required.field("decided_at", decidedAt),
          requirement);
    }
    return new Decision(
        Required.field("decision_id", decisionId),
        Required.field("request_id", requestId),
        Required.key(tenant, tier),
        Required.field("model", model),
        Required.field("apply", apply),
        alsoQuery,
        fallbacks,
        solicit,
        explored,
        propensity,
        expectedCostUsd,
        expectedSatisfaction,
        Required.field("policy", policy),
        known(Required.field("reason", reason)),
        Required.field("decided_at", decidedAt),
        replaces,
        JUDGE.equals(solicitReason) ? new JudgeOffer(judgeValueUsd, judgePriceUsd) : null,
        infeasible);
  }

  private static Decision.Reason known(String reason) throws MalformedRecord {
    Decision.Reason known = REASONS.value(reason);
    if (known == null) {
      throw MalformedRecord.field(
          "reason", "is " + MalformedRecord.quoted(reason), "it is one of " + REASONS);
    }
    return known;
  }
}
