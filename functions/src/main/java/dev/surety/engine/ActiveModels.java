package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.RoutingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The active models of a pool, in columns; shared by all keys with this configuration. */
final class ActiveModels {

  final String[] names;

  /** In the whole pool, from 0. */
  final int[] places;

  final double[] inputUsdPerMtok;
  final double[] outputUsdPerMtok;

  /** What the policy takes an answer to be before any was seen. */
  final UsualAnswer[] first;

  private final ModelSpec[] models;

  /** They finish what they have begun. */
  private final List<ModelSpec> draining;

  private final ModelAliases aliases;
  private final long shortestContext;

  /** The one of {@link #first} with the most output. */
  private final UsualAnswer longestAnswer;

  ActiveModels(List<ModelSpec> pool, ModelAliases aliases, RoutingPolicy policy) {
    this.aliases = aliases;
    models =
        pool.stream()
            .filter(model -> model.status() == ModelSpec.Status.ACTIVE)
            .toArray(ModelSpec[]::new);
    draining = pool.stream().filter(model -> model.status() == ModelSpec.Status.DRAINING).toList();
    names = new String[models.length];
    places =
        IntStream.range(0, pool.size())
            .filter(i -> pool.get(i).status() == ModelSpec.Status.ACTIVE)
            .toArray();
    inputUsdPerMtok = new double[models.length];
    outputUsdPerMtok = new double[models.length];
    first = new UsualAnswer[models.length];
    long shortest = Long.MAX_VALUE;
    UsualAnswer longest = UsualAnswer.UNKNOWN;
    for (int i = 0; i < models.length; i++) {
      names[i] = models[i].name();
      inputUsdPerMtok[i] = models[i].inputUsdPerMtok();
      outputUsdPerMtok[i] = models[i].outputUsdPerMtok();
      first[i] = policy.usualAnswer(names[i]);
      shortest = Math.min(shortest, context(models[i]));
      longest = first[i].outputTokens() > longest.outputTokens() ? first[i] : longest;
    }
    shortestContext = shortest;
    longestAnswer = longest;
  }

  int size() {
    return models.length;
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
        && ContextNeed.tokens(request, longestAnswer) <= shortestContext;
  }

  /**
   * Whether the request allows a model, and the model's context is long enough for it. Names and
   * aliases are compared as they are; those that no model has allow nothing, and one given twice
   * counts once. A pinned model is the only one allowed, whatever the candidates.
   */
  boolean mayAnswer(RoutingRequest request, int i) {
    return allows(request, names[i]) && ContextNeed.tokens(request, first[i]) <= context(models[i]);
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
