package dev.surety.lab.baseline;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.features.HashingFeaturizer;
import dev.surety.lab.data.RoutingRow;
import java.util.Arrays;

/**
 * What trained baselines see of a row: the hashed words of its prompt, or its embedding if it has
 * one, of unit length, and beside them its tag, if the run shows tags.
 */
final class RowFeatures {

  static final int WORDS = 4096;
  static final int TAGS = 1024;

  private static final TenantTier KEY = new TenantTier("baseline", "baseline");

  private final HashingFeaturizer words = new HashingFeaturizer(WORDS, 1000);
  private final boolean tags;

  RowFeatures(boolean tags) {
    this.tags = tags;
  }

  Features of(RoutingRow row) {
    Features text = words.features(request(row));
    if (!tags) {
      return text;
    }
    int n = text.indices().length;
    int[] indices = Arrays.copyOf(text.indices(), n + 1);
    float[] values = Arrays.copyOf(text.values(), n + 1);
    indices[n] = WORDS + ((int) Chance.mix(Chance.hash(1, row.domain())) & (TAGS - 1));
    values[n] = 1;
    return new Features(indices, values);
  }

  private static RoutingRequest request(RoutingRow row) {
    return RoutingRequest.builder(row.id(), KEY, 0)
        .prompt(row.prompt())
        .promptChars(row.promptChars())
        .features(row.features())
        .inputTokens(row.inputTokens())
        .build();
  }
}
