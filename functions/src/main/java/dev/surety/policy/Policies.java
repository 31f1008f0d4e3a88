package dev.surety.policy;

import dev.surety.domain.SlaPolicy;
import dev.surety.policy.surety.SuretyParameters;
import dev.surety.policy.surety.SuretyPolicy;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every policy an SLA can name. */
public final class Policies {

  private Policies() {}

  /**
   * The policy of an SLA.
   *
   * @throws IllegalArgumentException for an unknown policy, an unknown parameter or a value out of
   *     range; the message says what to write instead
   */
  public static RoutingPolicy of(SlaPolicy sla) {
    String name = sla.policy();
    Map<String, String> parameters = sla.parameters();
    if (name.startsWith(FixedModel.PREFIX) && name.length() > FixedModel.PREFIX.length()) {
      checkKnown(name, List.of(), parameters);
      return new FixedModel(name.substring(FixedModel.PREFIX.length()));
    }
    return switch (name) {
      case SuretyPolicy.NAME -> {
        checkKnown(name, SuretyParameters.ALL, parameters);
        yield new SuretyPolicy(sla);
      }
      case MessPlus.NAME -> {
        checkKnown(name, MessPlus.PARAMETERS, parameters);
        yield new MessPlus(parameters);
      }
      case SlaRouter.NAME -> {
        checkKnown(name, SlaRouterParameters.ALL, parameters);
        yield new SlaRouter(sla);
      }
      default ->
          throw new IllegalArgumentException(
              "policy '"
                  + name
                  + "' is unknown; known are surety, slarouter, mess-plus and fixed:<model>");
    };
  }

  /** What an SLA may set, by policy, in the order of the policies' names; for reference pages. */
  public static SortedMap<String, List<ParameterSpec>> parameters() {
    return new TreeMap<>(
        Map.of(
            SuretyPolicy.NAME,
            SuretyParameters.ALL,
            SlaRouter.NAME,
            SlaRouterParameters.ALL,
            MessPlus.NAME,
            MessPlus.PARAMETERS));
  }

  private static void checkKnown(
      String policy, List<ParameterSpec> specs, Map<String, String> parameters) {
    for (String given : parameters.keySet()) {
      if (specs.stream().noneMatch(spec -> spec.name().equals(given))) {
        throw new IllegalArgumentException(
            "policy '"
                + policy
                + "' has no parameter '"
                + given
                + "'; it has "
                + specs.stream().map(ParameterSpec::name).collect(Collectors.toList()));
      }
    }
  }
}
