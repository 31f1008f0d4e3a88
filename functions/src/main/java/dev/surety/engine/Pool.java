package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import java.util.List;

/**
 * The models in force over a stretch of time, in the order of their names. One and the same object
 * as long as its content is: configurations are kept by it.
 */
final class Pool {

  private final List<ModelSpec> models;
  private String text;

  Pool(List<ModelSpec> models) {
    this.models = models;
  }

  List<ModelSpec> models() {
    return models;
  }

  /** What of it is hashed; made once for all promises. */
  String text() {
    if (text == null) {
      text = models.toString();
    }
    return text;
  }
}
