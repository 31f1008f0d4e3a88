package dev.surety.benchmarks.tools;

import dev.surety.benchmarks.pipeline.BenchmarkModels;
import dev.surety.domain.Chance;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.wire.json.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A journal like that of a busy week: every decision is the engine's, among 11 models, each answer
 * is paid for, every fifth judged. The same numbers give the same rows.
 */
final class MadeJournal {

  private static final String RUN = "0123456789abcdef0123456789abcdef";
  private static final int MODELS = 11;
  private static final int TAGS = 16;
  private static final int JUDGED_EVERY = 5;

  /** Answers come so many requests after their own. */
  private static final int ANSWERED_AFTER = 200;

  /** Each tenant asks so often, milliseconds: some sixty of its decisions are open. */
  private static final long EVERY_MILLIS = 2_000;

  private static final FeedbackTerms TERMS = new FeedbackTerms(60_000, 0.2, 0.2, 0, 10_000);
  private static final long START = 1_769_900_000_000L;
  private static final double CHEAPEST_SATISFIES = 0.5;
  private static final double DEAREST_SATISFIES = 0.95;

  private record Asked(RouterState tenant, Decision decision, int number) {}

  private final TenantRouter router = new TenantRouter();
  private final TenantConfig config =
      TenantConfig.of(
          new SlaPolicy(1, 0.8, "surety", 0, Map.of(), TERMS, SlaPolicy.Mode.APPLY),
          BenchmarkModels.models(MODELS));
  private final List<RouterState> tenants = new ArrayList<>();
  private final Queue<Asked> unanswered = new ArrayDeque<>();
  private final JournalFolder folder;

  private MadeJournal(int tenants, JournalFolder folder) throws IOException {
    this.folder = folder;
    for (int i = 0; i < tenants; i++) {
      TenantTier key = new TenantTier("tenant-" + i, "gold");
      this.tenants.add(new RouterState(key, new Account(), new Learner(), new OpenDecisionMaps()));
    }
    Stamp stamp = new Stamp(RUN, 0, null, 0, START);
    folder.first(
        new Lineage(stamp, null, -1, 0, "bench"),
        new Config(stamp, config.hash(), ConfigJson.write(config)));
  }

  /**
   * Writes one.
   *
   * @return how many rows it has
   */
  static long write(Path path, int tenants, int decisions) throws IOException {
    try (JournalFolder folder = new JournalFolder(path)) {
      MadeJournal made = new MadeJournal(tenants, folder);
      for (int number = 0; number < decisions; number++) {
        made.ask(number);
      }
      while (!made.unanswered.isEmpty()) {
        made.answer(made.unanswered.remove(), decisions);
      }
      return folder.rows();
    }
  }

  private long time(int number) {
    return START + number * EVERY_MILLIS / tenants.size();
  }

  private void ask(int number) throws IOException {
    RouterState tenant = tenants.get(number % tenants.size());
    RoutingRequest request =
        RoutingRequest.builder("b7e1c0de-" + number, tenant.key(), time(number))
            .promptChars(400)
            .inputTokens(60 + number % 64)
            .maxOutputTokens(512)
            .tag("tag-" + (int) (coin(number, 1) * TAGS))
            .build();
    var effects = router.apply(tenant, new Event.Route(context(number), request, config));
    write(effects.rows());
    unanswered.add(new Asked(tenant, effects.decision(), number));
    if (unanswered.size() > ANSWERED_AFTER) {
      answer(unanswered.remove(), number);
    }
  }

  /** The dearer a model, the better. */
  private void answer(Asked asked, int now) throws IOException {
    Decision decision = asked.decision();
    int rank = Integer.parseInt(decision.model().substring("model-".length()));
    double satisfies =
        CHEAPEST_SATISFIES + (DEAREST_SATISFIES - CHEAPEST_SATISFIES) * rank / (MODELS - 1);
    boolean judged = coin(asked.number(), 3) * JUDGED_EVERY < 1;
    Feedback feedback =
        Feedback.builder(decision.requestId(), asked.tenant().key(), decision.model(), time(now))
            .decisionId(decision.decisionId())
            .satisfaction(judged ? coin(asked.number(), 2) < satisfies ? 1 : 0 : Double.NaN)
            .inputTokens(60 + asked.number() % 64)
            .outputTokens(200 + asked.number() % 200)
            .latencyMillis(900)
            .source(Feedback.Source.USER)
            .build();
    write(router.apply(asked.tenant(), new Event.Learn(context(now), feedback, config)).rows());
  }

  private void write(List<JournalRow> rows) throws IOException {
    for (JournalRow row : rows) {
      folder.write(row);
    }
  }

  private Event.Context context(int number) {
    return new Event.Context(RUN, 0, time(number), 7);
  }

  private static double coin(int number, int purpose) {
    return (Chance.mix(number * 31L + purpose) >>> 11) * 0x1.0p-53;
  }
}
