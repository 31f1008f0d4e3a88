package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingRow;

/** What a tenant meets: which row of the data comes when, and what its users think of an answer. */
interface TenantWorld {

  /** Requests that come. */
  int size();

  /** The row of the data that request {@code t} brings. */
  int row(int t);

  /** How well a model's answer to request {@code t} serves this tenant's users, 0..1. */
  default double quality(int t, RoutingRow row, int model) {
    return row.quality(model);
  }

  /** What they say of an answer of this quality, if they say anything. */
  default double told(double quality) {
    return quality;
  }
}
