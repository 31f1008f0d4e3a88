package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.RoutingRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that come again. The stored decision is given again as far as the request, as it is now,
 * and the pool in force allow it: models that they do not allow any more are left out of its lists,
 * and if the decided one is among them, the request is decided anew. The new decision takes the
 * place of the old one, as one user gets one answer: what was booked of the old one without a
 * judgement is taken back, what is known of its answers is kept, and feedback that names it is of a
 * decision that is not on record any more.
 */
final class Repeats {

  private Repeats() {}

  /** The stored decision, or {@code null} if its model may not answer any more. */
  static Decision again(
      RouterState state, RoutingRequest request, TenantConfig config, OpenDecision stored) {
    ModelTable table = state.learner().models;
    ActiveModels active = config.active();
    String model = table.name(stored.models[0]);
    return active.mayStillAnswer(request, model)
        ? Decisions.again(
            state,
            request.requestId(),
            stored,
            model,
            allowed(table.names(stored.models, 1), request, active),
            allowed(table.names(stored.fallbacks, 0), request, active))
        : null;
  }

  private static List<String> allowed(
      List<String> names, RoutingRequest request, ActiveModels active) {
    List<String> allowed = new ArrayList<>(names.size());
    for (String name : names) {
      if (active.mayStillAnswer(request, name)) {
        allowed.add(name);
      }
    }
    return allowed;
  }

  /**
   * Takes the stored decision out of the books before the request is decided anew.
   *
   * @return it, or {@code null} if its window has closed
   */
  static OpenDecision withdraw(RouterState state, TenantConfig config, String requestId) {
    Generations.Found found = Generations.find(state, requestId);
    if (found == null) {
      return null;
    }
    OpenDecision stored = found.decision();
    if (stored.used == 0) {
      Savings.withdraw(state.account(), stored);
    }
    DeadlineBooking.withdraw(state.account(), stored);
    if (!stored.booked) {
      WindowBooks.withdraw(state.account(), config, found.map(), stored);
      int served = stored.isObserved() ? stored.models[0] : stored.answeredBy;
      if (served >= 0) {
        config.policy().answered(state.memory(), served, -1);
      }
    }
    return stored;
  }
}
