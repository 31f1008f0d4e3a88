package dev.surety.client;

import dev.surety.domain.RoutingRequest;
import java.util.List;

/** Which models a request lets answer. */
final class Wishes {

  private Wishes() {}

  /**
   * Whether the request names the model. A client knows no aliases: one that checks its decisions,
   * as this does, asks by the names of the pool, which decisions name.
   */
  static boolean allow(RoutingRequest request, String model) {
    return request.pinnedModel() != null
        ? request.pinnedModel().equals(model)
        : request.candidates().isEmpty() || request.candidates().contains(model);
  }

  /** Those of the models that the request allows, in their order. */
  static List<String> allowed(RoutingRequest request, List<String> models) {
    return models.stream().filter(model -> allow(request, model)).toList();
  }
}
