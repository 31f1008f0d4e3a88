package dev.surety.wire.json;

import dev.surety.domain.Features;

/** An embedding as features: value {@code i} stands at dimension {@code i}, none is left out. */
final class Dense {

  private Dense() {}

  static Features of(float[] values) {
    int[] indices = new int[values.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    return new Features(indices, values);
  }

  /** Whether these features can have been an embedding. */
  static boolean is(Features features) {
    int n = features.indices().length;
    // Ascending and distinct: the last index alone tells.
    return n > 0 && features.indices()[n - 1] == n - 1;
  }
}
