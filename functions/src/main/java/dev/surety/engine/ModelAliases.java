package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What else the models of a pool are called. A name that identifies nothing is nobody's: the name
 * of a model is that model's whoever claims it, and an alias that two models claim is neither's. So
 * which model is meant does not depend on the order of records.
 */
public final class ModelAliases {

  private final Map<String, String> models = new HashMap<>();
  private final TreeSet<String> unusable = new TreeSet<>();

  private ModelAliases() {}

  public static ModelAliases of(List<ModelSpec> pool) {
    ModelAliases aliases = new ModelAliases();
    for (ModelSpec model : pool) {
      for (String alias : model.aliases()) {
        String other = aliases.models.putIfAbsent(alias, model.name());
        if (other != null && !other.equals(model.name())) {
          aliases.unusable.add(alias);
        }
      }
    }
    for (ModelSpec model : pool) {
      String claimedBy = aliases.models.get(model.name());
      if (claimedBy != null && !claimedBy.equals(model.name())) {
        aliases.unusable.add(model.name());
      }
    }
    aliases.unusable.forEach(aliases.models::remove);
    return aliases;
  }

  /** The model that is called so, or {@code null}; not for names of models. */
  String model(String alias) {
    return models.get(alias);
  }

  boolean isEmpty() {
    return models.isEmpty();
  }

  /** Aliases that identify no model, in their order: of two models, or another model's name. */
  public List<String> unusable() {
    return List.copyOf(unusable);
  }
}
