package dev.surety.policy;

import dev.surety.domain.SlaPolicy;
import dev.surety.policy.PolicyMemory.DecisionMemory;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All there is to say about one policy that an SLA can name: it stands beside the policy's code and
 * in the list {@link Policies#KINDS}, and whoever has to do with policies asks it.
 *
 * @param name what an SLA writes, or what stands before the colon
 * @param argument what stands behind the colon, for people; {@code null} where there is none
 * @param description for help and reference pages: whole sentences
 * @param parameters all that an SLA may set, in the order of the reference page
 * @param maker makes the policy of an SLA
 * @param decisionForms the forms of what its decisions change; none where that is nothing
 * @param learnedForms the forms of what it learns; none where that is nothing
 */
public record PolicyKind(
    String name,
    String argument,
    String description,
    List<ParameterSpec> parameters,
    Maker maker,
    List<MemoryForm<DecisionMemory>> decisionForms,
    List<MemoryForm<LearnedMemory>> learnedForms) {

  /** Makes a policy of an SLA that names it and whose parameters all exist. */
  @FunctionalInterface
  public interface Maker {

    /**
     * @param artefacts in force; one that is named and not there is done without
     * @throws IllegalArgumentException for a value out of range; says what to write instead
     */
    RoutingPolicy make(SlaPolicy sla, Artefacts artefacts);
  }

  public PolicyKind {
    parameters = List.copyOf(parameters);
    decisionForms = List.copyOf(decisionForms);
    learnedForms = List.copyOf(learnedForms);
  }

  /** As people write it: {@code surety}, {@code fixed:<model>}. */
  public String written() {
    return argument == null ? name : name + ":<" + argument + '>';
  }

  /** Whether an SLA that names this policy is one of this kind. */
  public boolean isNamedBy(String policy) {
    return argument == null ? policy.equals(name) : argumentOf(policy) != null;
  }

  /** What stands behind the colon, or {@code null} if the policy is of another kind. */
  public String argumentOf(String policy) {
    int colon = name.length();
    return argument != null
            && policy.length() > colon + 1
            && policy.charAt(colon) == ':'
            && policy.startsWith(name)
        ? policy.substring(colon + 1)
        : null;
  }

  /** The subjects of the artefacts that an SLA of this kind names, in the order of parameters. */
  public List<String> artefacts(Map<String, String> given) {
    return parameters.stream()
        .map(parameter -> parameter.subject(given))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Those of them that it names in its own words; the others are used where there are any. */
  public List<String> artefactsByName(Map<String, String> given) {
    return parameters.stream()
        .filter(parameter -> parameter.artefactName() == null)
        .map(parameter -> parameter.subject(given))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The parameter that names the artefact without which it can't decide, if there is one. */
  public Optional<ParameterSpec> neededArtefact() {
    return parameters.stream().filter(ParameterSpec::needed).findFirst();
  }

  /**
   * The policy of an SLA of this kind.
   *
   * @throws IllegalArgumentException for an unknown parameter, one that is missing, or a value out
   *     of range; says what to write instead
   */
  public RoutingPolicy of(SlaPolicy sla, Artefacts artefacts) {
    for (String given : sla.parameters().keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
        throw new IllegalArgumentException(
            "policy '%s' has no parameter '%s'; it has %s"
                .formatted(
                    sla.policy(), given, parameters.stream().map(ParameterSpec::name).toList()));
      }
    }
    for (ParameterSpec parameter : parameters) {
      if (parameter.needed() && parameter.subject(sla.parameters()) == null) {
        throw new IllegalArgumentException(
            "policy '%s' needs the parameter '%s': the name of an artefact of kind %s on the control topic"
                .formatted(sla.policy(), parameter.name(), parameter.artefact().name()));
      }
    }
    RoutingPolicy policy = maker.make(sla, artefacts);
    if (sla.judge() != null && !policy.opinions().areTaken()) {
      throw new IllegalArgumentException(
          "policy '%s' can't say what a label is worth, so it buys none: leave 'judge' out, or take a policy that does, such as surety"
              .formatted(sla.policy()));
    }
    return policy;
  }
}
