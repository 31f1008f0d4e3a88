package dev.surety.policy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.budget.TenantLease;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.health.PoolLatencies;
import dev.surety.policy.proteus.ProteusPolicy;
import dev.surety.policy.surety.SuretyPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every policy an SLA can name. */
public final class Policies {

  /** All kinds, in the order in which people are told them. */
  public static final List<PolicyKind> KINDS =
      List.of(
          SuretyPolicy.KIND, SlaRouter.KIND, MessPlus.KIND, ProteusPolicy.KIND, FixedModel.KIND);

  /** The names of those without an argument, as a constant: help texts must be made of such. */
  public static final String NAMES =
      SuretyPolicy.NAME + ", " + SlaRouter.NAME + ", " + MessPlus.NAME + ", " + ProteusPolicy.NAME;

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
    return kind(sla.policy()).of(sla, artefacts);
  }

  /**
   * The kind of a policy.
   *
   * @param policy as an SLA names it
   * @throws IllegalArgumentException if there is none; the message says which there are
   */
  public static PolicyKind kind(String policy) {
    return find(policy)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "policy '" + policy + "' is unknown; known are " + written(" and ")));
  }

  /** The same; empty if there is none. */
  public static Optional<PolicyKind> find(String policy) {
    return KINDS.stream().filter(kind -> kind.isNamedBy(policy)).findFirst();
  }

  /**
   * All policies in one sentence.
   *
   * @param last between the last two: {@code " and "}
   */
  public static String written(String last) {
    List<String> names = KINDS.stream().map(PolicyKind::written).toList();
    int all = names.size();
    return String.join(", ", names.subList(0, all - 1)) + last + names.get(all - 1);
  }

  /** What an SLA may set in one sentence, by policy. */
  public static String parametersWritten() {
    return KINDS.stream()
        .filter(kind -> !kind.parameters().isEmpty())
        .map(
            kind ->
                kind.parameters().stream()
                    .map(ParameterSpec::name)
                    .collect(Collectors.joining(", ", kind.name() + ": ", "")))
        .collect(Collectors.joining("; ", "", "."));
  }

  /** What an SLA may set, by policy, in the order of the policies' names. */
  public static SortedMap<String, List<ParameterSpec>> parameters() {
    return KINDS.stream()
        .filter(kind -> !kind.parameters().isEmpty())
        .collect(
            Collectors.toMap(
                PolicyKind::name, PolicyKind::parameters, (one, other) -> one, TreeMap::new));
  }

  /**
   * Those of {@link #artefacts} that somebody expects to be there, since the SLA says their name.
   */
  public static List<String> artefactsByName(SlaPolicy sla) {
    return find(sla.policy()).map(kind -> kind.artefactsByName(sla.parameters())).orElse(List.of());
  }

  /**
   * The subjects of the artefacts that an SLA names, in the order of its policy's parameters; and
   * where it has a deadline, what HEALTH knows of the models' times.
   */
  public static List<String> artefacts(SlaPolicy sla) {
    List<String> named =
        find(sla.policy()).map(kind -> kind.artefacts(sla.parameters())).orElse(List.of());
    return sla.deadline() == null
        ? named
        : Stream.concat(named.stream(), Stream.of(PoolLatencies.SUBJECT)).toList();
  }

  /**
   * Whether a record of the control topic can be put in force: as {@link #check(ControlUpdate)},
   * and what the job tells itself comes by no topic.
   *
   * @throws IllegalArgumentException if it can't
   */
  public static void checkPublished(ControlUpdate update) {
    if (update.subject().equals(PoolLatencies.SUBJECT)) {
      throw new IllegalArgumentException(
          "artefacts of kind '%s' come from the job itself, of what feedback tells of answers' times"
              .formatted(PoolLatencies.KIND));
    }
    if (update.subject().equals(PoolHealth.SUBJECT)) {
      throw new IllegalArgumentException(
          "artefacts of kind '%s' come from the job itself; to overrule it put a model down or up for a while (control down, control up --for), or switch it off (control health off)"
              .formatted(PoolHealth.KIND));
    }
    if (update.subject().startsWith(TenantLease.SUBJECTS)) {
      throw new IllegalArgumentException(
          "artefacts of kind '%s' come from the job itself; to change what a tenant's tiers may spend together publish its tenant_budget (control budget)"
              .formatted(TenantLease.KIND));
    }
    check(update);
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
    } else if (update instanceof BudgetUpdate budget && budget.tenant().equals("*")) {
      throw new IllegalArgumentException(
          "a tenant_budget is one tenant's over its tiers, and * is none; name it, or put a budget into the sla record of * for each tenant and tier");
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
    Stream.concat(
            Stream.of(
                PoolSwitch.FLEET.artefact(),
                PoolSwitch.HEALTH.artefact(),
                PoolHealth.ARTEFACT,
                PoolLatencies.ARTEFACT,
                TenantLease.ARTEFACT),
            KINDS.stream().flatMap(kind -> kind.parameters().stream()).map(ParameterSpec::artefact))
        .filter(Objects::nonNull)
        .filter(kind -> kind.name().equals(artefact.kind()))
        .findFirst()
        .ifPresent(kind -> kind.read().apply(artefact.payload()));
  }
}
