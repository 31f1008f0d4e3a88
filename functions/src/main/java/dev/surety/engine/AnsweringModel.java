package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Notice;

/**
 * Which model a name means. Providers call models by names of their own (dated ones, with their own
 * name in front), so the decision counts for more than the name: where its id is on record and no
 * pool knows the name, the answer is the decided model's.
 */
final class AnsweringModel {

  private AnsweringModel() {}

  /**
   * The slot of the model that feedback speaks of, or -1 where it isn't known.
   *
   * @param open the decision on record, or {@code null}
   */
  static int slot(RouterState state, TenantConfig config, Feedback feedback, OpenDecision open) {
    String name = feedback.model();
    int slot = state.learner().models.slot(name);
    if (slot < 0 || open == null || !open.lists(open.position(slot))) {
      slot = slot(state, config, name);
    }
    // An answer that was watched may be of a model outside of the pool.
    if (slot >= 0 || open == null || open.isObserved() || !open.isNamed(feedback.decisionId())) {
      return slot;
    }
    state.raise(Notice.UNKNOWN_MODEL_NAME);
    state.markLearnerChanged();
    state.learner().unknownNames.count(name);
    // Of several that were asked any may be meant.
    return open.models.length == 1 ? open.models[0] : -1;
  }

  /**
   * The slot of a model by what it is called, or -1: by its name in the pool, by an alias, or by
   * its name in a pool that was.
   */
  static int slot(RouterState state, TenantConfig config, String name) {
    ModelTable models = state.learner().models;
    int slot = models.slot(name);
    if (slot >= 0 && models.row(slot).inPool) {
      return slot;
    }
    String model = config.aliases().model(name);
    return model == null ? slot : models.slot(model);
  }
}
