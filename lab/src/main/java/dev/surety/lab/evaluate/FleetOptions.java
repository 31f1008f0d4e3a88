package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.fleet.DomainRows;
import dev.surety.lab.fleet.Likeness;
import dev.surety.lab.fleet.NatureDraw;
import dev.surety.lab.fleet.TenantKind;
import dev.surety.lab.fleet.TenantNature;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of fleets. */
final class FleetOptions {

  private static final int MOST_TENANTS = 10_000;
  private static final int[] CHECKPOINTS = {500, 3000};
  private static final String ANY = "auto";

  @Option(
      names = "--tenants",
      paramLabel = "N",
      description =
          "A fleet of so many tenants of one pool, served in turn: what they learn is summed up and"
              + " published as the job does. They take the promises in turn; a cell is a tenant.")
  private Integer tenants;

  @Option(
      names = "--likeness",
      paramLabel = "KINDS",
      description =
          "How tenants differ: same (all meet all rows alike; default), like (own mixes of domains),"
              + " shifted (stricter or laxer), peculiar (each model up or down), alien (qualities"
              + " exchanged), hostile (say the opposite); shares as in like,alien=0.1,hostile=0.2;"
              + " study: the mix of the routing study.")
  private String likeness;

  @Option(
      names = "--newcomers",
      paramLabel = "N",
      description =
          "So many tenants more, which join when the others have had all their requests; these then"
              + " go on beside them.")
  private int newcomers;

  @Option(
      names = "--checkpoints",
      split = ",",
      paramLabel = "N",
      description =
          "Requests of its own after which a tenant is looked at, besides the last (default:"
              + " 500,3000).")
  private int[] checkpoints;

  @Option(
      names = "--new-model",
      paramLabel = "M",
      arity = "0..1",
      fallbackValue = ANY,
      description =
          "A model of the file that is not there at first (if none is named: the one that hindsight"
              + " would use most).")
  private String newModel;

  @Option(
      names = "--new-model-at",
      paramLabel = "N",
      description = "Requests a tenant after which it comes (default: half of the horizon).")
  private Integer newModelAt;

  @Option(
      names = "--outage",
      paramLabel = "MODEL[,START[,MINUTES]]|MODEL,drawn[,DAYS[,SEED]]",
      description =
          "A model of the file gives no answer from a minute of the day on (default: 720), for so many"
              + " minutes (75; public record of a large API: 50, 90, 99 %% of incidents end within 75,"
              + " 301, 1777); or, drawn, as often and as long as on that record in so many days (90:"
              + " down in 0.42 %% of the minutes). A tenant's requests are spread over that time."
              + " Failed attempts, cost and"
              + " satisfaction where tenants share what they meet, where each has its own errors"
              + " alone, and where the outage is known.")
  private String outage;

  /** Whether a fleet is asked for. */
  boolean given() {
    return tenants != null;
  }

  /**
   * The fleets these options ask for.
   *
   * @param shares promises as shares of each tenant's own gap, if they are given so
   * @throws IllegalArgumentException for a value that can't be; the message names option and mend
   */
  FleetPlan plan(EvaluationPlan base, List<Double> shares) {
    between("--tenants", tenants, 1, MOST_TENANTS);
    between("--newcomers", newcomers, 0, MOST_TENANTS);
    refuse(!base.changing().isEmpty(), "--target-path");
    refuse(base.order() != StreamOrder.RANDOM, "--order by-domain");
    for (PolicyChoice policy : base.policies()) {
      if (policy.baseline().isPresent()) {
        throw new IllegalArgumentException(
            "--tenants: baseline '%s' learns nothing and has no fleet; leave it or --tenants out"
                .formatted(policy.name()));
      }
    }
    OutagePlan down = outage == null ? null : outage(base);
    int model = newModel == null ? -1 : newModel(base.data());
    int at = newModelAt == null ? base.horizon() / 2 : newModelAt;
    if (newModel == null && newModelAt != null) {
      throw new IllegalArgumentException("--new-model-at says nothing without --new-model");
    }
    if (model >= 0) {
      between("--new-model-at", at, 1, base.horizon() - 1);
      if (newcomers > 0) {
        throw new IllegalArgumentException(
            "--new-model and --newcomers are two events; ask for one at a time");
      }
    }
    return new FleetPlan(
        base, shares, tenants, kinds(), newcomers, checkpoints(base.horizon()), model, at, down);
  }

  /** What only says something of a fleet. */
  void checkAlone() {
    if (likeness != null
        || newcomers != 0
        || checkpoints != null
        || newModel != null
        || outage != null) {
      throw new IllegalArgumentException(
          "--likeness, --newcomers, --checkpoints, --new-model and --outage are about a fleet; say"
              + " how many with --tenants");
    }
  }

  private OutagePlan outage(EvaluationPlan base) {
    if (newModel != null || newcomers > 0 || base.delay() > 0) {
      throw new IllegalArgumentException(
          "--outage is looked at by itself; leave out --new-model, --newcomers and --delay");
    }
    return OutagePlan.parse(outage, base.data().pool());
  }

  private Likeness kinds() {
    try {
      return Likeness.parse(likeness == null ? TenantKind.SAME.label() : likeness);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--likeness: " + e.getMessage(), e);
    }
  }

  private List<Integer> checkpoints(int horizon) {
    SortedSet<Integer> marks = new TreeSet<>();
    for (int mark : checkpoints == null ? CHECKPOINTS : checkpoints) {
      if (checkpoints != null) {
        between("--checkpoints", mark, 1, horizon);
      }
      if (mark <= horizon) {
        marks.add(mark);
      }
    }
    marks.add(horizon);
    return List.copyOf(marks);
  }

  private int newModel(RoutingData data) {
    if (newModel.equals(ANY)) {
      return mostUsed(data);
    }
    int model = data.pool().indexOf(newModel);
    if (model < 0) {
      throw new IllegalArgumentException(
          "--new-model: the pool has no '" + newModel + "'; it has " + data.pool().names());
    }
    if (data.pool().size() < 2) {
      throw new IllegalArgumentException("--new-model: without it the pool is empty");
    }
    return model;
  }

  /** By the mixtures for the standard promises; the cheapest model was always there. */
  private static int mostUsed(RoutingData data) {
    TenantNature plain = new NatureDraw(DomainRows.of(data), 1).next(TenantKind.SAME, 0, n -> true);
    int most = -1;
    double mostUse = 0;
    int cheapest = 0;
    for (int m = 0; m < data.pool().size(); m++) {
      cheapest = plain.costUsd()[m] < plain.costUsd()[cheapest] ? m : cheapest;
    }
    for (int m = 0; m < data.pool().size(); m++) {
      double use = 0;
      for (double share : TargetShares.STANDARD) {
        use += plain.hindsightShare(m, plain.between(share));
      }
      if (m != cheapest && use > mostUse) {
        most = m;
        mostUse = use;
      }
    }
    if (most < 0) {
      throw new IllegalArgumentException(
          "--new-model: hindsight uses the cheapest model alone; name one");
    }
    return most;
  }

  private static void refuse(boolean given, String option) {
    if (given) {
      throw new IllegalArgumentException(
          "--tenants and " + option + " can't be told apart in the figures; leave one out");
    }
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
