package dev.surety.tools.log;

import dev.surety.domain.Chance;
import dev.surety.estimator.Sample;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.wire.log.LoggedRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a log has of one tenant and tier, or of all of them. */
final class LogTally {

  /** Requests with more kinds than these are taken for one kind. */
  private static final int MOST_TAGS = 1_000;

  private static final String OTHER = "";

  final String name;
  final SortedMap<String, ModelTally> models = new TreeMap<>();
  final Map<String, Long> tags = new TreeMap<>();
  final Sample labels = new Sample();
  final TokenTally tokens = new TokenTally();

  /** Models that chance has chosen, or could have. */
  final TreeSet<String> drawn = new TreeSet<>();

  long requests;
  long byChance;
  double costUsd;
  long priced;

  LogTally(String name) {
    this.name = name;
  }

  void add(LoggedRequest request) {
    requests++;
    String kind =
        request.tag() == null || (tags.size() >= MOST_TAGS && !tags.containsKey(request.tag()))
            ? OTHER
            : request.tag();
    models.computeIfAbsent(request.model(), model -> new ModelTally()).add(request, kind);
    tokens.add(kind, request.inputTokens(), request.outputTokens());
    tags.merge(kind, 1L, Long::sum);
    if (request.isLabelled()) {
      labels.judge(request.label());
    }
    if (!Double.isNaN(request.costUsd())) {
      costUsd += request.costUsd();
      priced++;
    }
    if (request.isByChance()) {
      byChance++;
      drawn.add(request.model());
      if (request.propensities() != null) {
        drawn.addAll(request.propensities().keySet());
      }
    }
  }

  double meanCostUsd() {
    return priced == 0 ? Double.NaN : costUsd / priced;
  }

  /** The name of a tag as regressions know it. */
  static String tag(String tag) {
    return tag.equals(OTHER) ? null : tag;
  }

  /**
   * A request as estimators take it. Where only the probability of the model that answered is
   * known, the others share what is left of it: that is used for their support alone.
   *
   * @return {@code null} if chance had no part in it
   */
  LoggedDecision decision(LoggedRequest request) {
    if (!request.isByChance()) {
      return null;
    }
    String[] candidates = drawn.toArray(String[]::new);
    double[] propensities = new double[candidates.length];
    int chosen = Arrays.binarySearch(candidates, request.model());
    if (request.random()) {
      Arrays.fill(propensities, 1.0 / candidates.length);
    } else if (request.propensities() != null) {
      for (int i = 0; i < candidates.length; i++) {
        propensities[i] = request.propensities().getOrDefault(candidates[i], 0.0);
      }
    } else {
      Arrays.fill(propensities, (1 - request.propensity()) / Math.max(1, candidates.length - 1));
      propensities[chosen] = request.propensity();
    }
    if (!(propensities[chosen] > 0)) {
      return null;
    }
    double[] costs = new double[candidates.length];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = models.containsKey(candidates[i]) ? models.get(candidates[i]).meanCostUsd() : 0;
    }
    return new LoggedDecision(
        Chance.mix(request.id().hashCode() * 0x9E3779B97F4A7C15L),
        request.tag(),
        candidates,
        propensities,
        costs,
        chosen,
        request.label(),
        request.costUsd());
  }

  /** One that a regression can be fitted on, whoever chose. */
  LoggedDecision answer(LoggedRequest request) {
    return new LoggedDecision(
        Chance.mix(request.id().hashCode() * 0x9E3779B97F4A7C15L),
        request.tag(),
        new String[] {request.model()},
        new double[] {1},
        new double[] {0},
        0,
        request.label(),
        request.costUsd());
  }
}
