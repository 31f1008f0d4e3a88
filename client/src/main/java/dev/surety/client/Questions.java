package dev.surety.client;

import dev.surety.client.Execution.Outcome;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who waits for the router, by tenant, tier and request id. A request may be sent again, also with
 * other wishes, while its first form still waits: a decision answers all forms that allow its
 * model, a refusal the form that has waited longest, as the router answers one after the other.
 */
final class Questions {

  private static final int MOST_REMEMBERED = 10_000;

  private final Map<Asked, List<Waiting>> waiting = new ConcurrentHashMap<>();
  private final Set<Asked> timedOut =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Asked, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));
  private final Counted counted;

  /** What tells one request from all others. */
  private record Asked(TenantTier key, String requestId) {

    static Asked of(RoutingRequest request) {
      return new Asked(request.key(), request.requestId());
    }
  }

  Questions(Counted counted) {
    this.counted = counted;
  }

  void add(Waiting asked) {
    waiting.compute(Asked.of(asked.request), (id, others) -> with(others, asked));
  }

  private static List<Waiting> with(List<Waiting> others, Waiting one) {
    if (others == null) {
      return List.of(one);
    }
    List<Waiting> all = new ArrayList<>(others);
    all.add(one);
    return List.copyOf(all);
  }

  /** It has its answer, or its asker waits no longer. */
  void remove(Waiting asked) {
    Asked id = Asked.of(asked.request);
    waiting.computeIfPresent(
        id,
        (same, all) -> {
          List<Waiting> others = all.stream().filter(other -> other != asked).toList();
          return others.isEmpty() ? null : others;
        });
    if (asked.answer.join() == null && asked.why() == Outcome.TIMED_OUT) {
      timedOut.add(id);
    }
  }

  /** Passes the router's answer on to whom it answers; counts it if that is nobody. */
  void answer(Answer answer) {
    Asked id = new Asked(answer.key(), answer.requestId());
    List<Waiting> forms = waiting.getOrDefault(id, List.of());
    boolean taken = false;
    for (Waiting form : forms) {
      boolean fits =
          answer instanceof Decision decision
              ? Wishes.allow(form.request, decision.model())
              : !taken;
      taken |= fits && form.answer.complete(answer);
    }
    if (taken) {
      return;
    }
    if (forms.stream().anyMatch(form -> !form.answer.isDone())) {
      counted.notAllowed.increment();
    } else if (timedOut.remove(id)) {
      counted.late.increment();
    } else {
      counted.notAwaited.increment();
    }
  }

  void giveUpAll(Outcome why) {
    waiting.values().forEach(forms -> forms.forEach(form -> form.giveUp(why)));
  }

  long size() {
    long size = 0;
    for (List<Waiting> forms : waiting.values()) {
      size += forms.size();
    }
    return size;
  }
}
