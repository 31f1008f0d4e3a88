package dev.surety.lab.data;

import dev.surety.domain.ModelOffer;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A model of the pool.
 *
 * @param name its name, unique in the pool
 * @param price its list price
 * @param released month of its release, if known
 * @param provider who runs it, or {@code null}
 * @param offer what it can do and where, as far as it is declared
 * @param cachedInputUsdPerMtok what input costs that the provider has in a cache, US dollars for a
 *     million tokens; {@link Double#NaN} where nothing is said
 * @param latency how long its answers take, if known
 */
public record PooledModel(
    String name,
    Price price,
    Optional<YearMonth> released,
    String provider,
    ModelOffer offer,
    double cachedInputUsdPerMtok,
    Optional<Latency> latency) {

  /**
   * A lognormal distribution of times.
   *
   * @param medianMillis half of the answers take longer, milliseconds
   * @param sigma standard deviation of ln(time)
   */
  public record Latency(double medianMillis, double sigma) {}

  /** A model that declares nothing. */
  public PooledModel(String name, Price price, Optional<YearMonth> released) {
    this(name, price, released, null, ModelOffer.NONE, Double.NaN, Optional.empty());
  }

  public PooledModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a model needs a name");
    }
  }
}
