package dev.surety.gateway.http;

import dev.surety.domain.Refusal;
import dev.surety.domain.TenantTier;

/** What refusals of the router are to clients. None becomes better by asking again at once. */
final class Refused {

  private Refused() {}

  /** This one does: others of its tenant are answered meanwhile. */
  static ApiError tooMany(TenantTier owner) {
    return new ApiError(
        429,
        "rate_limit_error",
        "too_many_in_flight",
        null,
        "%s has as many requests on their way as this door lets it; try again when one is answered."
            .formatted(owner));
  }

  static ApiError error(Refusal refusal) {
    return switch (refusal.reason()) {
      case "no_sla" -> ApiError.invalid(403, "no_sla", null, refusal.detail());
      case "no_models" -> ApiError.invalid(400, "no_models", "model", refusal.detail());
      case "too_many_keys" ->
          new ApiError(429, "rate_limit_error", "too_many_keys", null, refusal.detail());
      case "budget_spent" ->
          new ApiError(429, "insufficient_quota", "budget_spent", null, refusal.detail());
      default -> ApiError.invalid(400, refusal.reason(), null, refusal.detail());
    };
  }
}
