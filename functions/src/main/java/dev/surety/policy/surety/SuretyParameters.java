package dev.surety.policy.surety;

import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Artefacts;
import dev.surety.policy.ParameterSpec;
import dev.surety.policy.Prior;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.tagger.PromptTagger;
import dev.surety.policy.tagger.TaggerArtefact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an SLA may set for {@code surety}. */
final class SuretyParameters {

  private static final ParameterSpec CONTEXT =
      ParameterSpec.choiceOrArtefact(
          "context",
          "tagger:",
          TaggerArtefact.ARTEFACT,
          "Whether satisfaction is learned apart by the request's tag (by the prompt's length where"
              + " there is none), or not. With tagger:NAME a request that comes without a tag gets"
              + " one of that artefact's buckets, by its prompt or embedding; while the artefact is"
              + " not there, none.",
          "tag",
          "none");

  private static final ParameterSpec SILENCE =
      ParameterSpec.choice(
          "silence",
          "Where satisfied and dissatisfied users speak at unequal rates: count the silent ones,"
              + " or, naively, take those who speak for all.",
          "counts",
          "ignored");

  private static final SuretyConstants DEFAULTS = SuretyConstants.defaults();

  private static final ParameterSpec WINDOW =
      constant(
          "window",
          DEFAULTS.window(),
          2,
          1e12,
          "Requests over which evidence fades to 1/e; more than 1e6 counts as 1e6.");

  /** Counts are kept in 4 bytes: of more requests than this one more would make no difference. */
  private static final double LONGEST_WINDOW = 1e6;

  private static final ParameterSpec MARGIN =
      constant(
          "margin_errors",
          DEFAULTS.marginErrors(),
          0,
          10,
          "Safety margin of the ledger, in its standard errors.");

  private static final ParameterSpec EXPLORATION_MAX =
      constant(
          "exploration_max",
          DEFAULTS.explorationMax(),
          0,
          1,
          "Joint exploration of all models that are not newcomers, share of requests.");

  private static final ParameterSpec EXPLORATION_SPEND =
      constant(
          "exploration_spend",
          DEFAULTS.explorationSpend(),
          0,
          10,
          "Extra cost of exploration, as a share of what the plan spends.");

  private static final ParameterSpec BUCKETS =
      constant(
          "buckets",
          DEFAULTS.buckets(),
          1,
          256,
          "Tags with cells of their own, the last shared by all others.");

  /** The prior that a tenant starts from. */
  public static final ParameterSpec PRIOR =
      ParameterSpec.artefact(
          "prior",
          Prior.ARTEFACT,
          "The artefact that says what others have seen of the models. It counts for models that"
              + " the tenant meets from then on; without such an artefact, or before it is there,"
              + " nothing is assumed of them.");

  private static final ParameterSpec PRIOR_LABELS =
      ParameterSpec.number(
          "prior_labels",
          10,
          0,
          1e6,
          "Labels of the tenant's own that the prior counts for, for each model; at most as many"
              + " as it rests on.");

  /** What a tenant has to do with its fleet. */
  public static final ParameterSpec FLEET =
      ParameterSpec.artefactByChoice(
          "fleet",
          FleetPrior.ARTEFACT,
          FleetPrior.POOL,
          List.of("take", "both"),
          "Whether the tenant's labels enter the sums of all tenants of the pool (give), whether it"
              + " starts from what these say of a model (take), both or none. Nothing is said of a"
              + " model in a context behind which stand fewer than 5 tenants; without a fleet that"
              + " publishes, none is in force.",
          "both",
          "give",
          "take",
          "none");

  private static final ParameterSpec FLEET_LABELS =
      ParameterSpec.number(
          "fleet_labels",
          DEFAULTS.fleetLabels(),
          0,
          1e6,
          "Labels of the tenant's own that the fleet's word on a model counts for; 0 takes nothing"
              + " from it.");

  private static final Map<ParameterSpec, String> CONSTANTS =
      Map.of(
          WINDOW, "window",
          MARGIN, "marginErrors",
          EXPLORATION_MAX, "explorationMax",
          EXPLORATION_SPEND, "explorationSpend",
          BUCKETS, "buckets");

  public static final List<ParameterSpec> ALL =
      List.of(
          CONTEXT,
          SILENCE,
          WINDOW,
          MARGIN,
          EXPLORATION_MAX,
          EXPLORATION_SPEND,
          BUCKETS,
          PRIOR,
          PRIOR_LABELS,
          FLEET,
          FLEET_LABELS);

  private SuretyParameters() {}

  /**
   * The parameters of one SLA, checked.
   *
   * @param prior what models start from that the tenant has not met yet
   * @param fleet what its tenants see of the models together, or {@code null}
   * @param tagger what gives tags to requests without one, or {@code null}
   */
  record Values(
      SuretyConstants constants,
      boolean tags,
      boolean countsSilence,
      double priorLabels,
      boolean gives,
      Prior prior,
      FleetPrior fleet,
      PromptTagger tagger) {}

  /**
   * @param artefacts in force
   */
  static Values of(SlaPolicy sla, Artefacts artefacts) {
    Map<String, String> given = new TreeMap<>(sla.parameters());
    Map<String, Double> changes = new HashMap<>();
    CONSTANTS.forEach((spec, constant) -> changes.put(constant, spec.number(given)));
    changes.merge("window", LONGEST_WINDOW, Math::min);
    changes.put("tolerance", sla.tolerance());
    double fleetLabels = FLEET_LABELS.number(given);
    if (fleetLabels > 0) {
      changes.put("fleetLabels", Math.max(0.1, fleetLabels));
    }
    String fleet = FLEET.text(given);
    return new Values(
        DEFAULTS.with(changes),
        !CONTEXT.text(given).equals("none"),
        SILENCE.text(given).equals("counts"),
        PRIOR_LABELS.number(given),
        fleet.equals("give") || fleet.equals("both"),
        prior(given, artefacts),
        fleetLabels > 0 ? artefacts.content(FLEET.subject(given), FleetPrior.ARTEFACT) : null,
        tagger(given, artefacts));
  }

  private static Prior prior(Map<String, String> given, Artefacts artefacts) {
    Prior prior = artefacts.content(PRIOR.subject(given), Prior.ARTEFACT);
    return prior == null ? Prior.NONE : prior;
  }

  private static PromptTagger tagger(Map<String, String> given, Artefacts artefacts) {
    String subject = CONTEXT.subject(given);
    return subject == null
        ? null
        : PromptTagger.of(
            CONTEXT.artefactNamed(given),
            artefacts.version(subject),
            artefacts.content(subject, TaggerArtefact.ARTEFACT));
  }

  private static ParameterSpec constant(
      String name, double fallback, double min, double max, String description) {
    return ParameterSpec.number(name, fallback, min, max, description);
  }
}
