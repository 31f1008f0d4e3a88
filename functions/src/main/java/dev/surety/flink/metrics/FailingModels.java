package dev.surety.flink.metrics;

import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Which models fail which keys of a task at present. One that operators or the pool take out of
 * service fails nobody from that moment on, also where no further event comes. Most keys have none,
 * and cost nothing here.
 */
final class FailingModels {

  private final Map<String, List<String>> failing = new HashMap<>();
  private int count;

  /**
   * An event was applied.
   *
   * @param config that it was applied with, or {@code null} where none is needed
   * @return how many models fail the key now
   */
  int stands(String key, RouterState state, TenantConfig config) {
    if (state.account().health.failing() == 0) {
      forget(key);
      return 0;
    }
    List<String> models = StandingReader.failing(state, config);
    forget(key);
    if (!models.isEmpty()) {
      failing.put(key, models);
      count += models.size();
    }
    return models.size();
  }

  /** The key is kept no longer. */
  void forget(String key) {
    List<String> before = failing.isEmpty() ? null : failing.remove(key);
    count -= before == null ? 0 : before.size();
  }

  /**
   * The pool may be another one.
   *
   * @param active the models that are in service
   * @param changed is told of each key that fewer fail now
   */
  void pool(Set<String> active, ObjIntConsumer<String> changed) {
    failing.replaceAll(
        (key, models) -> {
          List<String> left = models.stream().filter(active::contains).toList();
          if (left.size() < models.size()) {
            count -= models.size() - left.size();
            changed.accept(key, left.size());
          }
          return left;
        });
    failing.values().removeIf(List::isEmpty);
  }

  /** Over all keys. */
  int count() {
    return count;
  }
}
