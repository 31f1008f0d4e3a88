package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Notice;

/**
 * Which model feedback speaks of. Providers call models by names of their own (dated ones, with
 * their own name in front), so the decision counts for more than the name: where its id is on
 * record and no pool knows the name, the answer is the decided model's.
 */
final class AnsweringModel {

  private AnsweringModel() {}

  /**
   * The model's slot, or -1 where it isn't known.
   *
   * @param open the decision on record, or {@code null}
   */
  static int slot(RouterState state, Feedback feedback, OpenDecision open) {
    int slot = state.learner().models.slot(feedback.model());
    // An answer that was watched may be of a model outside of the pool.
    if (slot >= 0 || open == null || open.isObserved() || !open.isNamed(feedback.decisionId())) {
      return slot;
    }
    state.raise(Notice.UNKNOWN_MODEL_NAME);
    // Of several that were asked any may be meant.
    return open.models.length == 1 ? open.models[0] : -1;
  }
}
