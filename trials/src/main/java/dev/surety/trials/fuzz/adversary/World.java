package dev.surety.trials.fuzz.adversary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.features.HashingFeaturizer;
import dev.surety.features.Sketcher;
import dev.surety.policy.Policies;
import dev.surety.tools.journal.Configurations;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The job without Flink and Kafka: records in their bytes, one engine, all keys on one subtask. */
final class World {

  static final String TIER = "gold";

  private static final String RUN = "0123456789abcdef0123456789abcdef";
  private static final long SEED = 77;
  private static final long TOLERANCE_MILLIS = 5_000;

  private final Configuration configuration = new Configuration();
  private final TenantRouter router = new TenantRouter();
  private final TenantRouter folder = new TenantRouter();
  private final Configurations configurations = new Configurations();
  private final Set<String> hashes = new HashSet<>();
  private final HashingFeaturizer featurizer = new HashingFeaturizer(64, 200);
  private final Sketcher sketcher = new Sketcher();
  private final Map<String, FuzzedKey> keys = new TreeMap<>();
  private final DecisionJson.Writer decisions = new DecisionJson.Writer();
  private final StandingJson.Writer standings = new StandingJson.Writer();
  private final Journal journal = new Journal(configurations);
  private final long checkEvery;
  long refused;

  /**
   * @param checkEvery events of a key between looks at all of its state
   */
  World(long checkEvery) {
    this.checkEvery = checkEvery;
  }

  Collection<FuzzedKey> keys() {
    return keys.values();
  }

  FuzzedKey key(String tenant) {
    return keys.computeIfAbsent(
        tenant, t -> new FuzzedKey(new TenantTier(t, TIER), folder, configurations));
  }

  /** Applies one record; returns the decision that it led to, or {@code null}. */
  Decision apply(Sent sent) {
    try {
      return switch (sent.kind()) {
        case CONTROL -> control(sent);
        case REQUEST -> event(sent, RequestJson.read(sent.value()));
        case FEEDBACK -> event(sent, FeedbackJson.read(sent.value()));
        case SILENCE -> silence(sent);
      };
    } catch (MalformedRecord e) {
      throw new Violation("a well-formed record was refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Violation("memory failed", e);
    }
  }

  private Decision control(Sent sent) throws MalformedRecord {
    ControlUpdate update = ControlJson.read(sent.key(), sent.value());
    try {
      Policies.checkPublished(update);
    } catch (IllegalArgumentException e) {
      refused++;
      return null;
    }
    configuration.put(update);
    return null;
  }

  private Decision event(Sent sent, TenantEvent inbound) throws MalformedRecord {
    TenantEvent seen =
        inbound instanceof RoutingRequest request
            ? request.featurized(featurizer.features(request), sketcher.of(request), false)
            : inbound;
    HeldTime held = HeldTime.of(seen, sent.appendedAt(), TOLERANCE_MILLIS);
    TenantEvent arrived = held == null ? seen : held.hold(seen);
    FuzzedKey key = key(arrived.key().tenant());
    TenantConfig config = configuration.inForce(arrived.key(), arrived.time());
    Event.Context context = new Event.Context(RUN, 0, sent.appendedAt(), SEED, held);
    Event event =
        arrived instanceof RoutingRequest request
            ? new Event.Route(context, request, config)
            : new Event.Learn(
                context,
                (dev.surety.domain.Feedback) arrived,
                config,
                time -> configured(configuration.inForce(arrived.key(), time)));
    configured(config);
    return apply(key, event, config);
  }

  private Decision silence(Sent sent) throws IOException {
    FuzzedKey key = key(sent.tenant());
    var account = key.account;
    if (account.openPresent + account.openPast + account.moneyPresent + account.moneyPast > 0) {
      Event.Context context = new Event.Context(RUN, 0, sent.appendedAt(), SEED);
      apply(key, new Event.Idle(context), key.config);
    }
    key.pack();
    return null;
  }

  private Decision apply(FuzzedKey key, Event event, TenantConfig config) {
    RouterState state = key.state();
    Effects effects;
    try {
      effects = router.apply(state, event);
    } catch (RuntimeException e) {
      throw new Violation("the engine failed: " + e, e);
    }
    if (state.failure() != null) {
      throw new Violation("the policy failed: " + state.failure(), state.failure());
    }
    if (effects.rejection() != null) {
      refused++;
      return null;
    }
    if (effects.rows().isEmpty()) {
      return effects.decision() == null ? null : stored(effects.decision());
    }
    key.config = config == null ? key.config : config;
    for (JournalRow row : effects.rows()) {
      NumberInvariants.check(row);
      key.journaled(journal.stored(row));
    }
    if (++key.events % checkEvery == 0) {
      checkStanding(state, config);
      key.check();
    }
    return effects.decision() == null ? null : stored(effects.decision());
  }

  private Decision stored(Decision decision) {
    try {
      return (Decision) DecisionJson.read(decisions.write(decision));
    } catch (MalformedRecord e) {
      throw new Violation("a decision can't be read: " + e.getMessage(), e);
    }
  }

  private void checkStanding(RouterState state, TenantConfig config) {
    if (config == null || state.account().clock == Long.MIN_VALUE) {
      return;
    }
    byte[] json = standings.write(StandingReader.of(state, config));
    try {
      StandingJson.read(json);
    } catch (MalformedRecord e) {
      throw new Violation(
          "a standing can't be read: " + e.getMessage() + " " + new String(json, UTF_8), e);
    }
  }

  /** The journal has the content of every configuration that a row names. */
  private TenantConfig configured(TenantConfig config) {
    if (config != null && hashes.add(config.hash())) {
      configurations.add(
          new JournalRow.Config(
              new JournalRow.Stamp(RUN, 0, null, 0, 0), config.hash(), ConfigJson.write(config)));
    }
    return config;
  }
}
