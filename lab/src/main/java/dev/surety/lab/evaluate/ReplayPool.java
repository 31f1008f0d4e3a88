package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.features.HashingFeaturizer;
import dev.surety.features.Sketcher;
import dev.surety.lab.baseline.Baseline;
import dev.surety.lab.baseline.Baselines;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.train.GivenArtefact;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.Prior;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.health.PoolHealth;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The data as the router sees it: models with prices, prompts as features. Shared by all cells. */
final class ReplayPool {

  static final TenantTier KEY = new TenantTier("evaluate", "evaluate");

  private final RoutingData data;
  private final List<ModelSpec> models;
  private final Map<String, Integer> indices = new HashMap<>();
  private final boolean tagged;
  private final List<ArtefactUpdate> artefacts;
  private final JudgeTerms judge;
  private final Demands demands;
  private DeadlineTerms deadline;
  private Features[] features;
  private Sketch[] sketches;
  private Baselines baselines;

  /**
   * @param tagged whether trained baselines see the domain, as the other policies do
   * @param artefacts for policies that name them
   * @param judge for policies that can say what a label is worth, or {@code null}
   */
  ReplayPool(RoutingData data, boolean tagged, List<ArtefactUpdate> artefacts, JudgeTerms judge) {
    this(data, tagged, artefacts, judge, Demands.NONE);
  }

  /**
   * @param demands of the promise and of requests
   */
  ReplayPool(
      RoutingData data,
      boolean tagged,
      List<ArtefactUpdate> artefacts,
      JudgeTerms judge,
      Demands demands) {
    this.demands = demands;
    this.artefacts = artefacts;
    this.judge = judge;
    this.data = data;
    this.tagged = tagged;
    this.models =
        data.pool().models().stream()
            .map(this::spec)
            .sorted(Comparator.comparing(ModelSpec::name))
            .toList();
    for (int m = 0; m < data.pool().size(); m++) {
      indices.put(data.pool().get(m).name(), m);
    }
  }

  private ModelSpec spec(PooledModel model) {
    double input = model.price().inputUsdPerMtok();
    return ModelSpec.builder(model.name(), 1)
        .price(input, model.price().outputUsdPerMtok())
        .provider(model.provider())
        .offer(model.offer())
        .cachedInputUsdPerMtok(demands.cachedPrice(model.cachedInputUsdPerMtok(), input))
        .confirmed(true)
        .build();
  }

  /** The same pool, where everybody is promised this deadline beside the target. */
  ReplayPool by(DeadlineTerms terms) {
    deadline = terms;
    return this;
  }

  /** Number of models. */
  int size() {
    return models.size();
  }

  /** The name of the model at a place of the arrays of the data. */
  String name(int model) {
    return data.pool().get(model).name();
  }

  /** The place of a model in the arrays of the data. */
  int index(String model) {
    return indices.get(model);
  }

  RoutingRow row(int row) {
    RoutingRow asked = data.row(row);
    return demands.promptTokens() == 0 ? asked : withPrompt(asked, demands.promptTokens());
  }

  /** The same with a prompt of so many tokens, at list prices. */
  private RoutingRow withPrompt(RoutingRow row, int tokens) {
    double[] costUsd = new double[size()];
    for (int m = 0; m < costUsd.length; m++) {
      double more = data.pool().get(m).price().inputUsdPerMtok() / 1e6;
      costUsd[m] = Math.max(0, row.costUsd(m) + more * (tokens - row.inputTokens()));
    }
    return new RoutingRow(
        row.id(),
        row.domain(),
        row.prompt(),
        row.promptChars(),
        tokens,
        row.quality(),
        costUsd,
        row.outputTokens(),
        row.latencySeconds(),
        row.embedding());
  }

  /** Models that may answer what requires so much, by their places in the arrays of the data. */
  BitSet allowed(List<String> required) {
    BitSet allowed = new BitSet();
    for (ModelSpec model : models) {
      if (demands.allow(model, required)) {
        allowed.set(index(model.name()));
      }
    }
    return allowed;
  }

  /**
   * Share of a request's cost at list prices that a model asks less for, where so many tokens of
   * the input are in its provider's cache.
   */
  double discount(int model, RoutingRow row, int cached) {
    String name = name(model);
    ModelSpec spec = models.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    double list =
        data.pool().get(model).price().costUsd(row.inputTokens(), row.outputTokens(model));
    double less = spec.inputUsdPerMtok() - spec.cachedInputUsdPerMtok();
    return list > 0 && less > 0 ? Math.min(1, cached * less / 1e6 / list) : 0;
  }

  /**
   * What has changed of the control topic since the beginning.
   *
   * @param missing the place of a model that is not there yet, or -1
   * @param fleet the last version of the fleet's prior, or {@code null}
   * @param health which models are kept from all tenants
   * @param down the place of a model that is known to be down, or -1
   */
  record InForce(int missing, ArtefactUpdate fleet, PoolHealth health, int down) {
    static final InForce BEGINNING = new InForce(-1, null);

    InForce(int missing, ArtefactUpdate fleet) {
      this(missing, fleet, PoolHealth.NONE, -1);
    }

    InForce learnt(ArtefactUpdate version) {
      return new InForce(missing, version, health, down);
    }

    InForce with(PoolHealth newest) {
      return new InForce(missing, fleet, newest, down);
    }

    InForce down(int model) {
      return new InForce(missing, fleet, health, model);
    }
  }

  /** The promise of a cell over this pool, as everything stands at the beginning. */
  TenantConfig config(
      PolicyChoice policy,
      long version,
      double target,
      FeedbackTerms terms,
      Function<String, RoutingRow> rows) {
    return config(policy, version, target, terms, rows, InForce.BEGINNING);
  }

  /**
   * The promise of a cell over this pool. What no SLA can name may be a baseline.
   *
   * @param version of the SLA
   * @param rows the row that a request id of the cell stands for
   * @param inForce what has changed
   * @throws IllegalArgumentException for a policy or parameter that nobody knows
   */
  TenantConfig config(
      PolicyChoice policy,
      long version,
      double target,
      FeedbackTerms terms,
      Function<String, RoutingRow> rows,
      InForce inForce) {
    SlaPolicy plain =
        new SlaPolicy(
                version,
                target,
                policy.name(),
                0,
                GivenArtefact.named(policy.name(), policy.parameters(), artefacts),
                terms,
                SlaPolicy.Mode.APPLY)
            .judgedBy(policy.buysLabels() ? judge : null)
            .limited(demands.limits());
    SlaPolicy sla = deadline == null ? plain : plain.by(deadline);
    if (policy.baseline().isEmpty()) {
      return TenantConfig.of(
          sla,
          present(inForce),
          Artefacts.of(
              Policies.artefacts(sla).stream()
                  .map(subject -> artefact(policy, sla, subject, inForce))
                  .filter(Objects::nonNull)
                  .toList()),
          inForce.health);
    }
    RoutingPolicy baseline = baselines().policy(policy.name(), target, rows).orElseThrow();
    return new TenantConfig(policy.label() + ' ' + version, sla, baseline, present(inForce));
  }

  private List<ModelSpec> present(InForce inForce) {
    if (inForce.down >= 0) {
      String down = name(inForce.down);
      return models.stream()
          .map(model -> model.name().equals(down) ? model.with(ModelSpec.Status.DOWN) : model)
          .toList();
    }
    if (inForce.missing < 0) {
      return models;
    }
    String missing = name(inForce.missing);
    return models.stream().filter(model -> !model.name().equals(missing)).toList();
  }

  /** Nothing can arrive later here: what is called by its name must be there. */
  private ArtefactUpdate artefact(
      PolicyChoice policy, SlaPolicy sla, String subject, InForce inForce) {
    if (inForce.fleet != null && inForce.fleet.subject().equals(subject)) {
      return inForce.fleet;
    }
    for (ArtefactUpdate artefact : artefacts) {
      if (artefact.subject().equals(subject)) {
        return artefact;
      }
    }
    if (Policies.artefactsByName(sla).contains(subject)) {
      throw new IllegalArgumentException(
          "policy '%s' names %s, which isn't there; %s"
              .formatted(policy.label(), subject, mend(subject)));
    }
    return null;
  }

  private String mend(String subject) {
    return subject.startsWith("artefact/" + Prior.KIND + '/')
        ? "give --prior FILE and write prior=" + PooledPrior.NAME
        : "give its file with --artefact; there "
            + (artefacts.isEmpty()
                ? "is none"
                : "are " + artefacts.stream().map(ArtefactUpdate::subject).toList());
  }

  private synchronized Baselines baselines() {
    if (baselines == null) {
      baselines = new Baselines(data, tagged);
    }
    return baselines;
  }

  /**
   * The hashed words of each row's prompt, as a job of default options makes them; made when the
   * first policy asks for them.
   */
  synchronized Features[] features() {
    if (features == null) {
      HashingFeaturizer featurizer =
          new HashingFeaturizer(
              HashingFeaturizer.DEFAULT_DIMENSIONS, HashingFeaturizer.DEFAULT_TERMS);
      Features[] all = new Features[data.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            featurizer.features(request("f", 0, data.row(i), data.row(i).features(), null, true));
      }
      features = all;
    }
    return features;
  }

  /** The request on a row with what a tagger sees of it, as a job of default options makes it. */
  RoutingRequest sketched(RoutingRequest request, int row) {
    return request.featurized(request.features(), sketches()[row], false);
  }

  private synchronized Sketch[] sketches() {
    if (sketches == null) {
      Sketcher sketcher = new Sketcher();
      Sketch[] all = new Sketch[data.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = sketcher.of(request("s", 0, data.row(i), data.row(i).features(), null, true));
      }
      sketches = all;
    }
    return sketches;
  }

  static RoutingRequest request(
      String id, long time, RoutingRow row, Features features, String tag, boolean prompt) {
    return RoutingRequest.builder(id, KEY, time)
        .prompt(prompt ? row.prompt() : null)
        .promptChars(row.promptChars())
        .features(features)
        .inputTokens(row.inputTokens())
        .tag(tag)
        .build();
  }

  /**
   * Asks the policy for one decision.
   *
   * @throws IllegalArgumentException if it is unknown, has another parameter or wants a model that
   *     the pool doesn't have
   */
  void check(PolicyChoice policy) {
    TenantConfig config = probe(policy);
    RouterState state = new RouterState(KEY, new Account(), new Learner(), new OpenDecisionMaps());
    RoutingRequest request = request("probe", 0, data.row(0), Features.NONE, null, false);
    Event.Route event = new Event.Route(new Event.Context("probe", 0, 0, 0), request, config);
    Decision decision = new TenantRouter().apply(state, event).decision();
    if (decision.reason() == Decision.Reason.SUBSTITUTE) {
      throw new IllegalArgumentException(
          "policy '"
              + policy.label()
              + "' wants a model that isn't in the pool or may not answer; the pool has "
              + data.pool().names());
    }
  }

  private TenantConfig probe(PolicyChoice policy) {
    if (policy.baseline().isPresent() && !policy.parameters().isEmpty()) {
      throw new IllegalArgumentException("baseline '" + policy.name() + "' has no parameters");
    }
    try {
      return config(policy, 1, 0.5, FeedbackTerms.DEFAULT, id -> data.row(0));
    } catch (IllegalArgumentException e) {
      if (!policy.parameters().isEmpty()) {
        throw e;
      }
      String names =
          Arrays.stream(Baseline.values())
              .map(Baseline::policyName)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(e.getMessage() + "; baselines are " + names, e);
    }
  }
}
