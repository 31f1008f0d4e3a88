package dev.surety.wire.json;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * JSON of the topic {@code standings}; the contract is {@code
 * configs/schemas/standing.schema.json}. A satisfaction without any judgement is left out and comes
 * back as {@link Double#NaN}.
 */
public final class StandingJson {

  /** Header of a record of the standings topic: the run that wrote it. */
  public static final String RUN_HEADER = "run";

  private StandingJson() {}

  /** Writes standing after standing, as ROUTE does. Not thread-safe. */
  public static final class Writer {

    private final JsonRecord.Writer records = new JsonRecord.Writer();

    public byte[] write(Standing standing) {
      return records.write(
          out -> {
            out.key(standing.key())
                .time("time", standing.time())
                .integer("seq", standing.seq())
                .text("policy", standing.policy())
                .text("best", standing.best())
                .texts("fallbacks", standing.fallbacks())
                .number("target", standing.target())
                .number("satisfaction", standing.satisfaction())
                .number("satisfaction_low", standing.satisfactionLow())
                .number("satisfaction_high", standing.satisfactionHigh())
                .number("floor", standing.floor())
                .count("judged", standing.judged())
                .number("queue", standing.queue())
                .truth("catching_up", standing.catchingUp())
                .truth("infeasible", standing.infeasible())
                .integer("requests", standing.requests())
                .integer("labels", standing.labels())
                .integer("explored", standing.explored())
                .number("cost_usd", standing.costUsd())
                .number("expected_cost_usd", standing.expectedCostUsd())
                .number("best_single_cost_usd", standing.bestSingleCostUsd())
                .counts("models", standing.models())
                .someCounts("notices", standing.notices())
                .someCounts("failures", standing.failures())
                .someTexts("failing", standing.failing())
                .text("mode", standing.mode() == null ? null : SlaJson.MODES.name(standing.mode()))
                .text("incumbent", standing.incumbent())
                .someCounts("unknown_models", standing.unknownModels())
                .number("spent_usd", unlike(standing.spentUsd(), standing.expectedCostUsd()))
                .number(
                    "best_spent_usd", unlike(standing.bestSpentUsd(), standing.bestSingleCostUsd()))
                .someTexts("down", standing.down())
                .someTexts("draining", standing.draining())
                .texts("allowed", standing.allowed())
                .someTexts("open", standing.open())
                .someTexts("half_open", standing.halfOpen());
            if (standing.certified() != null) {
              out.object("certified", object -> CertifiedJson.write(standing.certified(), object));
            }
            if (standing.budget() != null) {
              out.object("budget", object -> BudgetStandingJson.write(standing.budget(), object));
            }
            if (standing.deadline() != null) {
              out.object(
                  "deadline", object -> DeadlineStandingJson.write(standing.deadline(), object));
            }
            if (standing.tenantBudget() != null) {
              out.object(
                  "tenant_budget",
                  object -> TenantBudgetJson.write(standing.tenantBudget(), object));
            }
            if (standing.judge() != null) {
              out.object("judge", judge -> JudgeStandingJson.write(standing.judge(), judge));
            }
          });
    }
  }

  /** Left out where it is as expected, as before any money was reported. */
  private static double unlike(double usd, double expectedUsd) {
    return usd == expectedUsd ? Double.NaN : usd;
  }

  public static Standing read(byte[] json) throws MalformedRecord {
    return JsonRecord.read(json, StandingJson::fields);
  }

  private static Standing fields(FieldReader in) throws IOException, MalformedRecord {
    String tenant = null;
    String tier = null;
    Long time = null;
    Long seq = null;
    String policy = null;
    String best = null;
    List<String> fallbacks = List.of();
    Double target = null;
    double satisfaction = Double.NaN;
    double low = Double.NaN;
    double high = Double.NaN;
    double queue = Double.NaN;
    double floor = Double.NaN;
    long judged = -1;
    boolean catchingUp = false;
    String incumbent = null;
    boolean infeasible = false;
    long requests = 0;
    long labels = 0;
    long explored = 0;
    double costUsd = Double.NaN;
    double expectedCostUsd = Double.NaN;
    double bestSingleCostUsd = Double.NaN;
    Map<String, Long> models = Map.of();
    Map<String, Long> notices = Map.of();
    Map<String, Long> failures = Map.of();
    List<String> failing = List.of();
    SlaPolicy.Mode mode = null;
    Map<String, Long> unknownModels = Map.of();
    double spentUsd = Double.NaN;
    double bestSpentUsd = Double.NaN;
    List<String> down = List.of();
    List<String> draining = List.of();
    List<String> allowed = null;
    Certified certified = null;
    BudgetStanding budget = null;
    DeadlineStanding deadline = null;
    TenantBudgetStanding tenantBudget = null;
    JudgeStanding judge = null;
    List<String> open = List.of();
    List<String> halfOpen = List.of();
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "tenant" -> tenant = in.name(FieldReader.MAX_NAME);
        case "tier" -> tier = in.name(FieldReader.MAX_NAME);
        case "time" -> time = in.time();
        case "seq" -> seq = in.integer(0, Long.MAX_VALUE);
        case "policy" -> policy = in.name(SlaJson.MAX_POLICY);
        case "best" -> best = in.name(FieldReader.MAX_NAME);
        case "fallbacks" -> fallbacks = FieldLists.names(in, 0);
        case "target" -> target = in.share();
        case "satisfaction" -> satisfaction = in.share();
        case "satisfaction_low" -> low = in.share();
        case "satisfaction_high" -> high = in.share();
        // SLA debt may be a credit under some policies: the one amount that may be negative.
        case "queue" -> queue = in.number(-Double.MAX_VALUE, Double.MAX_VALUE);
        case "floor" -> floor = in.number(-1, 1);
        case "judged" -> judged = in.integer(0, Long.MAX_VALUE);
        case "catching_up" -> catchingUp = in.truth();
        case "infeasible" -> infeasible = in.truth();
        case "requests" -> requests = in.integer(0, Long.MAX_VALUE);
        case "labels" -> labels = in.integer(0, Long.MAX_VALUE);
        case "explored" -> explored = in.integer(0, Long.MAX_VALUE);
        case "cost_usd" -> costUsd = in.amount();
        case "expected_cost_usd" -> expectedCostUsd = in.amount();
        case "best_single_cost_usd" -> bestSingleCostUsd = in.amount();
        case "models" -> models = FieldLists.counts(in);
        case "notices" -> notices = FieldLists.counts(in);
        case "failures" -> failures = FieldLists.counts(in);
        case "failing" -> failing = FieldLists.names(in, 0);
        case "mode" -> mode = in.oneOf(SlaJson.MODES);
        case "incumbent" -> incumbent = in.name(FieldReader.MAX_NAME);
        case "unknown_models" -> unknownModels = FieldLists.counts(in);
        case "spent_usd" -> spentUsd = in.amount();
        case "best_spent_usd" -> bestSpentUsd = in.amount();
        case "down" -> down = FieldLists.names(in, 0);
        case "draining" -> draining = FieldLists.names(in, 0);
        case "allowed" -> allowed = FieldLists.names(in, 0);
        case "certified" -> certified = in.object(CertifiedJson::read);
        case "budget" -> budget = in.object(BudgetStandingJson::read);
        case "deadline" -> deadline = in.object(DeadlineStandingJson::read);
        case "tenant_budget" -> tenantBudget = in.object(TenantBudgetJson::readStanding);
        case "judge" -> judge = in.object(JudgeStandingJson::read);
        case "open" -> open = FieldLists.names(in, 0);
        case "half_open" -> halfOpen = FieldLists.names(in, 0);
        default -> in.skip();
      }
    }
    return Standing.builder(
            Required.key(tenant, tier), Required.field("time", time), Required.field("seq", seq))
        .policy(Required.field("policy", policy))
        .best(best)
        .fallbacks(fallbacks)
        .target(Required.field("target", target))
        .satisfaction(satisfaction)
        .satisfactionLow(low)
        .satisfactionHigh(high)
        .queue(queue)
        .floor(floor)
        .judged(judged)
        .catchingUp(catchingUp)
        .infeasible(infeasible)
        .requests(requests)
        .labels(labels)
        .explored(explored)
        .costUsd(costUsd)
        .expectedCostUsd(expectedCostUsd)
        .bestSingleCostUsd(bestSingleCostUsd)
        .models(models)
        .notices(notices)
        .failures(failures)
        .failing(failing)
        .mode(mode)
        .incumbent(incumbent)
        .unknownModels(unknownModels)
        .spentUsd(Double.isNaN(spentUsd) ? expectedCostUsd : spentUsd)
        .bestSpentUsd(Double.isNaN(bestSpentUsd) ? bestSingleCostUsd : bestSpentUsd)
        .down(down)
        .draining(draining)
        .allowed(allowed)
        .certified(certified)
        .budget(budget)
        .deadline(deadline)
        .tenantBudget(tenantBudget)
        .judge(judge)
        .open(open)
        .halfOpen(halfOpen)
        .build();
  }
}
