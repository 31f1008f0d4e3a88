package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.policy.health.PoolHealth;
import java.util.List;

/**
 * The models in force over a stretch of time, in the order of their names. One and the same object
 * as long as its content is: configurations are kept by it.
 */
final class Pool {

  private final List<ModelSpec> models;
  private final PoolHealth health;
  private String text;

  Pool(List<ModelSpec> models) {
    this(models, PoolHealth.NONE);
  }

  /**
   * @param health of these models, by their names
   */
  Pool(List<ModelSpec> models, PoolHealth health) {
    this.models = models;
    this.health = health;
  }

  List<ModelSpec> models() {
    return models;
  }

  PoolHealth health() {
    return health;
  }

  /** What of it is hashed; made once for all promises. */
  String text() {
    if (text == null) {
      text = health.isEmpty() ? models.toString() : models + "\n" + health;
    }
    return text;
  }
}
