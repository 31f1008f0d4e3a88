package dev.surety.policy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.proteus.ProteusParameters;
import dev.surety.policy.proteus.ProteusPolicy;
import dev.surety.policy.surety.SuretyParameters;
import dev.surety.policy.surety.SuretyPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every policy an SLA can name. */
public final class Policies {

  private Policies() {}

  /** The policy of an SLA where no artefact is in force. */
  public static RoutingPolicy of(SlaPolicy sla) {
    return of(sla, new Artefacts());
  }

  /**
   * The policy of an SLA.
   *
   * @param artefacts in force; one that the SLA names and that is not among them is done without
   * @throws IllegalArgumentException for an unknown policy, an unknown parameter, a value out of
   *     range or an artefact that {@link #check} refuses; the message says what to write instead
   */
  public static RoutingPolicy of(SlaPolicy sla, Artefacts artefacts) {
    String name = sla.policy();
    Map<String, String> parameters = sla.parameters();
    if (name.startsWith(FixedModel.PREFIX) && name.length() > FixedModel.PREFIX.length()) {
      checkKnown(name, List.of(), parameters);
      return new FixedModel(name.substring(FixedModel.PREFIX.length()));
    }
    return switch (name) {
      case SuretyPolicy.NAME -> {
        checkKnown(name, SuretyParameters.ALL, parameters);
        yield new SuretyPolicy(sla, prior(SuretyParameters.PRIOR, sla, artefacts));
      }
      case ProteusPolicy.NAME -> {
        checkKnown(name, ProteusParameters.ALL, parameters);
        String subject = ProteusParameters.ARTEFACT.subject(parameters);
        yield new ProteusPolicy(
            sla, artefacts.content(subject, ProteusArtefact.class, ProteusArtefact::read));
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
                  + "' is unknown; known are surety, slarouter, mess-plus, proteus and"
                  + " fixed:<model>");
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
            MessPlus.PARAMETERS,
            ProteusPolicy.NAME,
            ProteusParameters.ALL));
  }

  /** The subjects of the artefacts that an SLA names, in the order of its policy's parameters. */
  public static List<String> artefacts(SlaPolicy sla) {
    return parameters().getOrDefault(sla.policy(), List.of()).stream()
        .map(spec -> spec.subject(sla.parameters()))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Whether a control record can be put in force, as far as it alone can tell.
   *
   * @throws IllegalArgumentException if it can't; as {@link #of(SlaPolicy)} and {@link
   *     #check(ArtefactUpdate)}
   */
  public static void check(ControlUpdate update) {
    if (update instanceof SlaUpdate sla) {
      of(sla.sla());
    } else if (update instanceof ArtefactUpdate artefact) {
      check(artefact);
    }
  }

  /**
   * Whether policies can use an artefact. Of a kind that none of them knows nothing can be said.
   *
   * @throws IllegalArgumentException if they cannot; the message says what is wrong with it
   */
  public static void check(ArtefactUpdate artefact) {
    if (artefact.kind().equals(Prior.KIND)) {
      Prior.read(artefact.payload());
    } else if (artefact.kind().equals(ProteusArtefact.KIND)) {
      ProteusArtefact.read(artefact.payload());
    }
  }

  private static Prior prior(ParameterSpec parameter, SlaPolicy sla, Artefacts artefacts) {
    Prior prior = artefacts.content(parameter.subject(sla.parameters()), Prior.class, Prior::read);
    return prior == null ? Prior.NONE : prior;
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
