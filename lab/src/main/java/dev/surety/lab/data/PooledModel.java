package dev.surety.lab.data;

import java.time.YearMonth;
import java.util.Optional;

/**
 * A model of the pool.
 *
 * @param name its name, unique in the pool
 * @param price its list price
 * @param released month of its release, if known
 */
public record PooledModel(String name, Price price, Optional<YearMonth> released) {

  public PooledModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a model needs a name");
    }
  }
}
