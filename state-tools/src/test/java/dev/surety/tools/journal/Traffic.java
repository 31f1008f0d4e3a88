package dev.surety.tools.journal;

import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.wire.json.ConfigJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random traffic of several keys through the engine, and the journal it leaves: requests (some of
 * them again), feedback of every class, changes of the configuration, expiry, overflow and idle
 * keys, some of which are forgotten and come back. The same seed gives the same traffic.
 */
public final class Traffic {

  private static final long WINDOW = 600_000;
  private static final FeedbackTerms TERMS = new FeedbackTerms(WINDOW, 1, 1, 0.2, 8);
  private static final List<String> MODELS = List.of("large", "medium", "small");

  private final TenantRouter router = new TenantRouter();
  private final Map<TenantTier, String> policies = new LinkedHashMap<>();
  private final Map<TenantTier, RouterState> states = new LinkedHashMap<>();
  private final Map<TenantTier, List<Decision>> decided = new LinkedHashMap<>();
  private final Map<TenantTier, RoutingRequest> last = new LinkedHashMap<>();

  private final Map<String, TenantConfig> named = new LinkedHashMap<>();

  /** All rows so far. */
  public final List<JournalRow> rows = new ArrayList<>();

  private Random random;
  private String run = "run-1";
  private long epoch;
  private long now = 1_700_000_000_000L;
  private int requests;
  private int version;

  /** Of three keys with a policy each. */
  public Traffic(long seed) {
    random = new Random(seed);
    for (String policy : List.of("mess-plus", "fixed:small", "surety")) {
      TenantTier key = new TenantTier("tenant" + policies.size(), "gold");
      policies.put(key, policy);
      decided.put(key, new ArrayList<>());
      states.put(key, begun(key, 0));
    }
    lineage(null, -1);
  }

  private static RouterState begun(TenantTier key, long born) {
    Account account = new Account();
    account.born = born;
    return new RouterState(key, account, new Learner(), new OpenDecisionMaps());
  }

  /** This many events in each of some epochs, with another configuration in each. */
  public Traffic go(int epochs, int events) {
    for (int i = 0; i < epochs; i++) {
      version++;
      for (int event = 0; event < events; event++) {
        one(new ArrayList<>(states.keySet()).get(random.nextInt(states.size())));
      }
      epoch++;
    }
    return this;
  }

  /** A new run begins where this one is, and goes another way from here. */
  public Traffic restoredAs(String newRun, long seed) {
    String before = run;
    run = newRun;
    random = new Random(seed);
    now += 1_000;
    lineage(before, epoch);
    return this;
  }

  public Map<TenantTier, RouterState> states() {
    return states;
  }

  private void lineage(String restored, long restoredEpoch) {
    JournalRow.Stamp stamp = new JournalRow.Stamp(run, epoch, null, 0, now);
    rows.add(new JournalRow.Lineage(stamp, restored, restoredEpoch, 0, "test"));
  }

  private void one(TenantTier key) {
    now += random.nextInt(100) == 0 ? 3 * WINDOW : random.nextInt(20_000);
    int dice = random.nextInt(100);
    RoutingRequest before = last.get(key);
    if (dice < 2) {
      apply(key, new Event.Idle(context()));
      if (requests % 5 == 0 && states.get(key).account().seq > 0) {
        apply(key, new Event.Remove(context()));
        states.put(key, begun(key, now));
      }
    } else if (dice < 10 && before != null) {
      apply(key, new Event.Route(context(), before, config(key)));
    } else if (dice < 50 || decided.get(key).isEmpty()) {
      last.put(key, request(key));
      apply(key, new Event.Route(context(), last.get(key), config(key)));
    } else {
      apply(key, new Event.Learn(context(), feedback(key), config(key)));
    }
  }

  private void apply(TenantTier key, Event event) {
    Effects effects = router.apply(states.get(key), event);
    rows.addAll(effects.rows());
    if (effects.decision() != null) {
      decided.get(key).add(effects.decision());
    }
  }

  private Event.Context context() {
    return new Event.Context(run, epoch, now + random.nextInt(50), 42);
  }

  private RoutingRequest request(TenantTier key) {
    return RoutingRequest.builder("r" + requests++, key, now)
        .promptChars(random.nextInt(1000))
        .features(
            new Features(new int[] {3, 8}, new float[] {random.nextFloat(), random.nextFloat()}))
        .inputTokens(random.nextInt(500))
        .candidates(random.nextInt(5) == 0 ? List.of("medium", "large") : List.of())
        .pinnedModel(random.nextInt(20) == 0 ? "large" : null)
        .tag("tag" + random.nextInt(3))
        .build();
  }

  private Feedback feedback(TenantTier key) {
    List<Decision> known = decided.get(key);
    Decision about = known.get(Math.max(0, known.size() - 1 - random.nextInt(25)));
    int dice = random.nextInt(20);
    boolean judged = random.nextInt(4) > 0;
    return Feedback.builder(
            dice == 0 ? "unheard-" + random.nextInt(1000) : about.requestId(),
            key,
            dice == 1 ? "medium" : about.model(),
            now)
        .decisionId(dice == 2 ? null : dice == 3 ? "another" : about.decisionId())
        .satisfaction(judged && dice != 5 ? random.nextInt(2) : Double.NaN)
        .inputTokens(random.nextInt(500))
        .outputTokens(judged ? RoutingRequest.UNKNOWN : random.nextInt(500))
        .latencyMillis(random.nextInt(2000))
        .costUsd(random.nextBoolean() ? Double.NaN : random.nextDouble())
        .error(dice == 4 ? "timeout" : dice == 5 ? "503" : null)
        .finalError(dice == 4)
        .source(Feedback.Source.USER)
        .build();
  }

  /**
   * Each version has another target and other prices; models come and go, and one is put out of
   * service.
   */
  private TenantConfig config(TenantTier key) {
    String name = policies.get(key) + " version " + version;
    TenantConfig known = named.get(name);
    if (known != null) {
      return known;
    }
    List<ModelSpec> pool = new ArrayList<>();
    for (String model : MODELS.subList(version % 2, MODELS.size())) {
      double price = (3 - MODELS.indexOf(model)) * (1 + version / 10.0);
      ModelSpec.Status said = ModelSpec.Status.values()[version % 3];
      pool.add(
          ModelSpec.builder(model, version)
              .price(price, 3 * price)
              .status(model.equals("medium") ? said : ModelSpec.Status.ACTIVE)
              .effectiveAt(0)
              .build());
    }
    String policy = policies.get(key);
    Map<String, String> parameters =
        policy.equals("mess-plus")
            ? Map.of("c", "1", "estimator", "logistic", "learn_from", "all")
            : Map.of();
    TenantConfig config =
        TenantConfig.of(
            new SlaPolicy(
                version, 0.5 + version / 50.0, policy, 0, parameters, TERMS, SlaPolicy.Mode.APPLY),
            pool);
    named.put(name, config);
    rows.add(
        new JournalRow.Config(
            new JournalRow.Stamp(run, epoch, null, 0, now),
            config.hash(),
            ConfigJson.write(config)));
    return config;
  }
}
