package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.Requirement;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.health.PoolHealth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The active models of a pool that the promise allows, in columns; shared by all keys with this
 * configuration. What the promise does not allow is to its keys as if it were not there.
 */
final class ActiveModels {

  final String[] names;

  /** In the whole pool, from 0. */
  final int[] places;

  final double[] inputUsdPerMtok;
  final double[] outputUsdPerMtok;

  /** {@link Double#NaN} of a model that asks no other price for it. */
  final double[] cachedInputUsdPerMtok;

  /** What the policy takes an answer to be before any was seen. */
  final UsualAnswer[] first;

  /**
   * By model: one request in so many probes it, 0 for none; -1 where it is closed. {@code null}
   * where all are, as mostly.
   */
  final int[] oneIn;

  private final ModelSpec[] models;

  /** They finish what they have begun. */
  private final List<ModelSpec> draining;

  private final ModelAliases aliases;
  private final long shortestContext;
  private final long shortestOutput;

  /** The one of {@link #first} with the most output. */
  private final UsualAnswer longestAnswer;

  ActiveModels(
      List<ModelSpec> pool,
      SlaLimits limits,
      ModelAliases aliases,
      RoutingPolicy policy,
      PoolHealth health) {
    this.aliases = aliases;
    models = pool.stream().filter(model -> isCandidate(model, limits)).toArray(ModelSpec[]::new);
    draining =
        pool.stream()
            .filter(model -> model.status() == ModelSpec.Status.DRAINING)
            .filter(limits::allow)
            .toList();
    names = new String[models.length];
    places =
        IntStream.range(0, pool.size()).filter(i -> isCandidate(pool.get(i), limits)).toArray();
    inputUsdPerMtok = new double[models.length];
    outputUsdPerMtok = new double[models.length];
    cachedInputUsdPerMtok = new double[models.length];
    first = new UsualAnswer[models.length];
    long shortest = Long.MAX_VALUE;
    long output = Long.MAX_VALUE;
    UsualAnswer longest = UsualAnswer.UNKNOWN;
    for (int i = 0; i < models.length; i++) {
      names[i] = models[i].name();
      inputUsdPerMtok[i] = models[i].inputUsdPerMtok();
      outputUsdPerMtok[i] = models[i].outputUsdPerMtok();
      cachedInputUsdPerMtok[i] = models[i].cachedInputUsdPerMtok();
      first[i] = policy.usualAnswer(names[i]);
      shortest = Math.min(shortest, context(models[i]));
      output = Math.min(output, models[i].offer().longestAnswer());
      longest = first[i].outputTokens() > longest.outputTokens() ? first[i] : longest;
    }
    boolean closed = Arrays.stream(names).allMatch(health::isClosed);
    oneIn =
        closed
            ? null
            : Arrays.stream(names).mapToInt(n -> health.oneIn().getOrDefault(n, -1)).toArray();
    shortestContext = shortest;
    shortestOutput = output;
    longestAnswer = longest;
  }

  private static boolean isCandidate(ModelSpec model, SlaLimits limits) {
    return model.status() == ModelSpec.Status.ACTIVE && limits.allow(model);
  }

  int size() {
    return models.length;
  }

  /** Position of the model that is called so, by its name or an alias, or -1. */
  int position(String called) {
    for (int i = 0; i < names.length; i++) {
      if (isCalled(names[i], called)) {
        return i;
      }
    }
    return -1;
  }

  boolean has(String name) {
    return Arrays.asList(names).contains(name);
  }

  /** Whether any of them may answer; looks at nothing but request and configuration. */
  boolean anyMayAnswer(RoutingRequest request) {
    for (int i = 0; i < models.length; i++) {
      if (mayAnswer(request, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request is certainly open to all of them, as most are. */
  boolean allMayAnswer(RoutingRequest request) {
    return request.pinnedModel() == null
        && request.candidates().isEmpty()
        && ContextNeed.tokens(request, longestAnswer) <= shortestContext
        && request.maxOutputTokens() <= shortestOutput
        && (request.require().isEmpty() || allHave(request.require()));
  }

  private boolean allHave(List<String> required) {
    for (ModelSpec model : models) {
      if (!model.offer().has(required)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the request allows a model, and the model can do what it requires. Names and aliases
   * are compared as they are; those that no model has allow nothing, and one given twice counts
   * once. A pinned model is the only one allowed, whatever the candidates.
   */
  boolean mayAnswer(RoutingRequest request, int i) {
    return allows(request, names[i]) && lacking(request, models[i], first[i]) == null;
  }

  /** What a request requires that a model can't do, or {@code null} if it can do it all. */
  static Requirement lacking(RoutingRequest request, ModelSpec model, UsualAnswer first) {
    if (!request.require().isEmpty() && !model.offer().has(request.require())) {
      return Requirement.CAPABILITIES;
    }
    if (request.maxOutputTokens() > model.offer().longestAnswer()) {
      return Requirement.MAX_OUTPUT;
    }
    return ContextNeed.tokens(request, first) <= context(model) ? null : Requirement.CONTEXT_WINDOW;
  }

  /** Whether a request's own wishes let a model answer, whatever its status and its context. */
  boolean allows(RoutingRequest request, String name) {
    return request.pinnedModel() != null
        ? isCalled(name, request.pinnedModel())
        : request.candidates().isEmpty() || isAmong(request.candidates(), name);
  }

  private boolean isAmong(List<String> called, String name) {
    if (called.contains(name)) {
      return true;
    }
    for (int n = 0; !aliases.isEmpty() && n < called.size(); n++) {
      if (name.equals(aliases.model(called.get(n)))) {
        return true;
      }
    }
    return false;
  }

  private boolean isCalled(String name, String called) {
    return called.equals(name) || name.equals(aliases.model(called));
  }

  /**
   * Whether a model that was decided for a request may still answer it: one that is draining may,
   * as a request that comes again is no new one; one that is down may not.
   */
  boolean mayStillAnswer(RoutingRequest request, String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return mayAnswer(request, i);
      }
    }
    for (ModelSpec model : draining) {
      if (model.name().equals(name)) {
        return allows(request, name);
      }
    }
    return false;
  }

  private static long context(ModelSpec model) {
    return model.contextWindow() < 0 ? Long.MAX_VALUE : model.contextWindow();
  }
}
