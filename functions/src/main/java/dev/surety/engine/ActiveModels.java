package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.RoutingPolicy;
import java.util.List;

/** The active models of a pool, in columns; shared by all keys with this configuration. */
final class ActiveModels {

  final String[] names;
  final double[] inputUsdPerMtok;
  final double[] outputUsdPerMtok;

  /** What the policy takes an answer to be before any was seen. */
  final UsualAnswer[] first;

  private final ModelSpec[] models;
  private final long shortestContext;

  ActiveModels(List<ModelSpec> pool, RoutingPolicy policy) {
    models =
        pool.stream()
            .filter(model -> model.status() == ModelSpec.Status.ACTIVE)
            .toArray(ModelSpec[]::new);
    names = new String[models.length];
    inputUsdPerMtok = new double[models.length];
    outputUsdPerMtok = new double[models.length];
    first = new UsualAnswer[models.length];
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < models.length; i++) {
      names[i] = models[i].name();
      inputUsdPerMtok[i] = models[i].inputUsdPerMtok();
      outputUsdPerMtok[i] = models[i].outputUsdPerMtok();
      first[i] = policy.usualAnswer(names[i]);
      shortest = Math.min(shortest, context(models[i]));
    }
    shortestContext = shortest;
  }

  int size() {
    return models.length;
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

  /** Whether the request is open to all of them, as most are. */
  boolean allMayAnswer(RoutingRequest request) {
    return request.pinnedModel() == null
        && request.candidates().isEmpty()
        && needed(request) <= shortestContext;
  }

  /** Whether the request allows a model, and the model's context is long enough for it. */
  boolean mayAnswer(RoutingRequest request, int i) {
    return request.pinnedModel() != null
        ? request.pinnedModel().equals(names[i])
        : (request.candidates().isEmpty() || request.candidates().contains(names[i]))
            && needed(request) <= context(models[i]);
  }

  private static long needed(RoutingRequest request) {
    return Math.max(0L, request.inputTokens()) + Math.max(0L, request.maxOutputTokens());
  }

  private static long context(ModelSpec model) {
    return model.contextWindow() < 0 ? Long.MAX_VALUE : model.contextWindow();
  }
}
