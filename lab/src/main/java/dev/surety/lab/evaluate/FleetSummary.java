package dev.surety.lab.evaluate;

import dev.surety.lab.fleet.TenantKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All fleets of one policy and one way of users to speak.
 *
 * @param versions of the fleet's prior, mean over the fleets
 */
record FleetSummary(
    PolicyChoice policy, FeedbackSetting feedback, double versions, List<TenantResult> tenants) {

  FleetSummary {
    tenants = List.copyOf(tenants);
  }

  /**
   * Figures of some tenants, after some requests of their own.
   *
   * @param cells tenants
   * @param worst lowest satisfaction less target, 0..1
   * @param costToLp geometric mean of cost over the hindsight mixture's
   * @param costToBestSingle the same over the best single model's
   * @param boughtShare share of the answers whose label was bought, mean over tenants
   * @param judgeToLp what labels have cost over the hindsight mixture's cost, mean over tenants;
   *     part of {@code costToLp}
   */
  record Figures(
      int cells,
      int floorsMet,
      int withinOnePoint,
      double worst,
      double costToLp,
      double costToBestSingle,
      double boughtShare,
      double judgeToLp) {

    double withinShare() {
      return (double) withinOnePoint / cells;
    }
  }

  /** A row of a table. */
  record Row(String name, long requests, Figures figures) {}

  /** Requests until a new model was used. */
  record Adoption(int tenants, long median, long ninetieth) {}

  /** Those there from the start, then the newcomers, at each checkpoint. */
  List<Row> checkpoints() {
    List<Row> rows = new ArrayList<>();
    for (boolean newcomers : new boolean[] {false, true}) {
      Predicate<TenantResult> asked = t -> t.counts() && t.newcomer() == newcomers;
      int marks = tenants.stream().filter(asked).mapToInt(t -> t.marks().size()).max().orElse(0);
      for (int i = 0; i < marks; i++) {
        int mark = i;
        long requests =
            tenants.stream().filter(asked).findFirst().orElseThrow().marks().get(i).requests();
        String name = newcomers ? "newcomers" : "all";
        rows.add(new Row(name, requests, figures(asked, t -> t.marks().get(mark))));
      }
    }
    return rows;
  }

  /** Those there from the start, by kind; the hostile, whose own promise means little, too. */
  List<Row> kinds() {
    List<Row> rows = new ArrayList<>();
    for (TenantKind kind : TenantKind.values()) {
      Predicate<TenantResult> asked = t -> t.feasible() && !t.newcomer() && t.kind() == kind;
      if (tenants.stream().anyMatch(asked)) {
        rows.add(row(kind.label(), asked));
      }
    }
    return rows;
  }

  /** Those there from the start, by what they are promised. */
  List<Row> promises(FleetPlan plan) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < plan.promises(); i++) {
      int promise = i;
      Predicate<TenantResult> asked =
          t -> t.counts() && !t.newcomer() && t.tenant() % plan.promises() == promise;
      if (tenants.stream().anyMatch(asked)) {
        rows.add(row(plan.promise(i), asked));
      }
    }
    return rows;
  }

  private Row row(String name, Predicate<TenantResult> asked) {
    long requests = tenants.stream().filter(asked).findFirst().orElseThrow().last().requests();
    return new Row(name, requests, figures(asked, TenantResult::last));
  }

  /** Of all those there from the start whose promise can be kept, after all requests. */
  Figures whole() {
    return figures(t -> t.counts() && !t.newcomer(), TenantResult::last);
  }

  /** {@code null} if no new model came, or hindsight gives it to nobody. */
  Adoption adoption() {
    long[] until =
        tenants.stream()
            .filter(t -> t.counts() && t.untilUsed() != TenantResult.NOT_ASKED)
            .mapToLong(t -> t.untilUsed() == TenantResult.NEVER ? Long.MAX_VALUE : t.untilUsed())
            .sorted()
            .toArray();
    return until.length == 0
        ? null
        : new Adoption(until.length, until[until.length / 2], until[until.length * 9 / 10]);
  }

  private Figures figures(
      Predicate<TenantResult> asked,
      java.util.function.Function<TenantResult, TenantResult.Mark> at) {
    List<TenantResult> of = tenants.stream().filter(asked).toList();
    List<TenantResult.Mark> marks = of.stream().map(at).toList();
    IntStream all = IntStream.range(0, of.size());
    return new Figures(
        of.size(),
        (int) all.filter(i -> of.get(i).floorMet(marks.get(i))).count(),
        (int)
            IntStream.range(0, of.size())
                .filter(i -> of.get(i).withinOnePoint(marks.get(i)))
                .count(),
        IntStream.range(0, of.size())
            .mapToDouble(i -> marks.get(i).satisfaction() - of.get(i).target())
            .min()
            .orElse(Double.NaN),
        geometricMean(marks, m -> m.allInUsd() / m.lpCostUsd()),
        geometricMean(marks, m -> m.allInUsd() / m.bestSingleCostUsd()),
        mean(marks, m -> (double) m.bought() / m.requests()),
        mean(marks, m -> m.judgeUsd() / m.lpCostUsd()));
  }

  private static double mean(
      List<TenantResult.Mark> marks, ToDoubleFunction<TenantResult.Mark> figure) {
    return marks.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static double geometricMean(
      List<TenantResult.Mark> marks, ToDoubleFunction<TenantResult.Mark> ratio) {
    return StrictMath.exp(
        marks.stream()
            .mapToDouble(ratio)
            .filter(r -> r > 0 && Double.isFinite(r))
            .map(StrictMath::log)
            .average()
            .orElse(Double.NaN));
  }
}
