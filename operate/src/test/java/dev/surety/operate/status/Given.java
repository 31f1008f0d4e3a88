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
    return new Standing(
        new TenantTier(tenant, "gold"),
        1_790_000_000_000L,
        2 * requests,
        "surety",
        MODEL,
        List.of("large"),
        0.9,
        satisfaction,
        satisfaction - 0.02,
        satisfaction + 0.02,
        queue,
        false,
        requests,
        requests / 2,
        requests / 50,
        0.001 * requests,
        0.001 * requests,
        0.01 * requests,
        Map.of(MODEL, requests - requests / 4, "large", requests / 4));
  }
}
