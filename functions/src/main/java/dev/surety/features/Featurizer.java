package dev.surety.features;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;

/** Turns what a request says into numbers; stateless, the same everywhere. */
@FunctionalInterface
public interface Featurizer {

  /** Sees nothing. */
  Featurizer NONE = request -> Features.NONE;

  /** The features of a request's prompt or of the embedding it came with. */
  Features features(RoutingRequest request);
}
