package dev.surety.operate.status;

import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import java.util.List;
import java.util.Map;

/** Standings of tests. */
final class Given {

  /** A model's name may hold a slash: it could end the element that carries the data. */
  static final String MODEL = "</script><script>document.title='taken'</script>";

  private Given() {}

  static Standing standing(String tenant, double satisfaction, double queue, long requests) {
    return builder(tenant, satisfaction, queue, requests).build();
  }

  static Standing.Builder builder(String tenant, double satisfaction, double queue, long requests) {
    return Standing.builder(new TenantTier(tenant, "gold"), 1_790_000_000_000L, 2 * requests)
        .policy("surety")
        .best(MODEL)
        .fallbacks(List.of("large"))
        .target(0.9)
        .satisfaction(satisfaction, satisfaction - 0.02, satisfaction + 0.02)
        .queue(queue)
        .requests(requests)
        .labels(requests / 2)
        .explored(requests / 50)
        .costUsd(0.001 * requests)
        .expectedCostUsd(0.001 * requests)
        .bestSingleCostUsd(0.01 * requests)
        .models(Map.of(MODEL, requests - requests / 4, "large", requests / 4))
        .spentUsd(0.001 * requests)
        .bestSpentUsd(0.01 * requests);
  }
}
