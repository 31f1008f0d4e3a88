package dev.surety.lab.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The models that a router may choose from, in the order of the arrays of the data.
 *
 * @param models at least one, names unique
 */
public record ModelPool(List<PooledModel> models) {

  public ModelPool {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a pool needs at least one model");
    }
    Set<String> names = new HashSet<>();
    for (PooledModel model : models) {
      if (!names.add(model.name())) {
        throw new IllegalArgumentException("model '" + model.name() + "' stands there twice");
      }
    }
  }

  /** Number of models. */
  public int size() {
    return models.size();
  }

  /** Model {@code index} of the arrays. */
  public PooledModel get(int index) {
    return models.get(index);
  }

  /** Names in the order of the arrays. */
  public List<String> names() {
    return models.stream().map(PooledModel::name).toList();
  }

  /** The place of a model in the arrays, or -1 if the pool has no such model. */
  public int indexOf(String name) {
    return IntStream.range(0, size())
        .filter(m -> models.get(m).name().equals(name))
        .findFirst()
        .orElse(-1);
  }
}
