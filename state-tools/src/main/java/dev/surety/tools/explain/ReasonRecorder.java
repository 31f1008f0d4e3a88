package dev.surety.tools.explain;

import dev.surety.engine.TenantConfig;
import dev.surety.policy.Choice;
import dev.surety.policy.Explanation;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Stands between engine and policy while a decision is made once more, and asks the policy for its
 * reasons the moment it has answered: the engine needs no say in this, and the router no path for
 * it. A proxy, since all but one of the policy's methods are to be passed on, those of tomorrow
 * too.
 */
final class ReasonRecorder {

  /**
   * What the policy said of one decision.
   *
   * @param models the candidates, parallel to those of the explanation
   */
  record Reasons(List<String> models, Explanation explanation) {

    /** What was said of a candidate; of one that fails at present the policy is not asked. */
    Explanation.Candidate of(String model) {
      int i = models.indexOf(model);
      return i < 0 ? FAILING : explanation.candidates().get(i);
    }
  }

  private static final Explanation.Candidate FAILING =
      new Explanation.Candidate(List.of(), List.of());

  private boolean listening;
  private Reasons heard;

  /** The same configuration, with this recorder before its policy. */
  TenantConfig watch(TenantConfig config) {
    return new TenantConfig(
        config.hash(),
        config.sla(),
        watch(config.policy()),
        config.models(),
        config.artefacts(),
        config.health(),
        config.share());
  }

  /** The next decision is the one in question. */
  void listen() {
    listening = true;
  }

  /** What was heard, or {@code null} if no policy was asked since. */
  Reasons heard() {
    return heard;
  }

  private RoutingPolicy watch(RoutingPolicy policy) {
    return (RoutingPolicy)
        Proxy.newProxyInstance(
            RoutingPolicy.class.getClassLoader(),
            new Class<?>[] {RoutingPolicy.class},
            (proxy, method, arguments) -> {
              Object answer = pass(policy, method, arguments);
              if (listening && method.getName().equals("route")) {
                listening = false;
                hear(
                    policy,
                    (PolicyMemory) arguments[0],
                    (Question) arguments[1],
                    (Choice) arguments[2]);
              }
              return answer;
            });
  }

  private void hear(RoutingPolicy policy, PolicyMemory memory, Question question, Choice choice) {
    heard =
        new Reasons(List.of(question.models()), policy.replay().explain(memory, question, choice));
  }

  private static Object pass(RoutingPolicy policy, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(policy, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
