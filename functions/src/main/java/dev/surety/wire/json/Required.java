package dev.surety.wire.json;

import dev.surety.domain.TenantTier;

/** What a record cannot do without. */
final class Required {

  private Required() {}

  static <T> T field(String field, T value) throws MalformedRecord {
    if (value == null) {
      throw MalformedRecord.field(field, "is missing", "it is required: add it");
    }
    return value;
  }

  static TenantTier key(String tenant, String tier) throws MalformedRecord {
    try {
      return new TenantTier(field("tenant", tenant), field("tier", tier));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord(e.getMessage());
    }
  }
}
