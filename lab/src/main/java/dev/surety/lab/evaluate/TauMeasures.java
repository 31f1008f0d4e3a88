package dev.surety.lab.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a policy follows the target from level to level: the measures of PROTEUS (dossier 4.4), over
 * the unchanging targets of one feedback setting. A level is one target; satisfaction and cost are
 * means over its seeds. NaN stands for what can't be said.
 *
 * @param levels targets
 * @param feasible of those: reached by some fixed mixture on every seed
 * @param floorsKept of the feasible ones: floor kept on every seed, and by their mean
 * @param correlation Pearson's, of the target and the mean of {@link Mu}; NaN of a policy without
 * @param compliance share of the levels with satisfaction at or above the target, nothing allowed
 *     for noise
 * @param within2 share of the levels whose satisfaction is at most 0.02 off the target, above or
 *     below
 * @param within5 the same for 0.05
 * @param costRange cost at the highest target over cost at the lowest
 * @param costRises whether no level costs less than a lower one
 * @param costAt95 cost over the best single model's where satisfaction is 95 % of that model's, on
 *     the line between the two levels around it; NaN if no level gets there
 */
record TauMeasures(
    PolicyChoice policy,
    FeedbackSetting feedback,
    int levels,
    int feasible,
    int floorsKept,
    double correlation,
    double compliance,
    double within2,
    double within5,
    double costRange,
    boolean costRises,
    double costAt95) {

  /** Fewer levels say nothing about how one follows the other. */
  private static final int FEWEST_LEVELS = 3;

  private static final double QUALITY = 0.95;

  /** One target of a policy. */
  private record Level(GroupResult group) {
    double target() {
      return group.common().target();
    }

    double satisfaction() {
      return group.satisfaction();
    }

    double costUsd() {
      return group.mean(c -> c.truth().allInUsd());
    }

    double mu() {
      return group.mean(c -> c.truth().meanMu());
    }

    double off() {
      return Math.abs(satisfaction() - target());
    }

    /** Satisfaction over the best single model's. */
    double quality() {
      return satisfaction() / group.mean(CellResult::bestSingleQuality);
    }

    double costToBest() {
      return group.mean(c -> c.truth().allInUsd() / c.bestSingleCostUsd());
    }
  }

  /** Of every policy and feedback setting; none if the plan has too few targets. */
  static List<TauMeasures> of(Evaluation evaluation) {
    if (evaluation.plan().targets().size() < FEWEST_LEVELS) {
      return List.of();
    }
    return evaluation.plan().policies().stream()
        .flatMap(
            policy -> evaluation.plan().feedback().stream().map(f -> of(evaluation, policy, f)))
        .toList();
  }

  private static TauMeasures of(
      Evaluation evaluation, PolicyChoice policy, FeedbackSetting feedback) {
    List<Level> levels =
        evaluation.groups().stream()
            .filter(g -> g.common().policy().equals(policy))
            .filter(g -> g.common().feedback().equals(feedback))
            .filter(g -> !g.common().path().changes())
            .map(Level::new)
            .sorted(Comparator.comparingDouble(Level::target))
            .toList();
    List<GroupResult> feasible =
        levels.stream().map(Level::group).filter(GroupResult::feasible).toList();
    Level lowest = levels.get(0);
    Level highest = levels.get(levels.size() - 1);
    return new TauMeasures(
        policy,
        feedback,
        levels.size(),
        feasible.size(),
        (int) feasible.stream().filter(GroupResult::kept).count(),
        correlation(levels, Level::target, Level::mu),
        share(levels, level -> level.satisfaction() >= level.target() ? 1 : 0),
        share(levels, level -> level.off() <= 0.02 ? 1 : 0),
        share(levels, level -> level.off() <= 0.05 ? 1 : 0),
        highest.costUsd() / lowest.costUsd(),
        rises(levels),
        costAt95(levels));
  }

  private static double share(List<Level> levels, ToDoubleFunction<Level> figure) {
    return levels.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static boolean rises(List<Level> levels) {
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).costUsd() < levels.get(i - 1).costUsd()) {
        return false;
      }
    }
    return true;
  }

  /** NaN where one of the two is the same at all levels, or is not known. */
  static <T> double correlation(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (T point : points) {
      double dx = x.applyAsDouble(point) - meanX;
      double dy = y.applyAsDouble(point) - meanY;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    boolean constant = Math.sqrt(yy) <= 1e-9 * Math.abs(meanY) || xx == 0;
    return constant ? Double.NaN : xy / Math.sqrt(xx * yy);
  }

  /** A level that falls short by what a mean over seeds may counts as there. */
  private static double costAt95(List<Level> levels) {
    List<Level> rising =
        levels.stream().sorted(Comparator.comparingDouble(Level::quality)).toList();
    Level below = null;
    for (Level level : rising) {
      if (level.quality() >= QUALITY) {
        if (below == null) {
          return level.costToBest();
        }
        double way = (QUALITY - below.quality()) / (level.quality() - below.quality());
        return below.costToBest() + way * (level.costToBest() - below.costToBest());
      }
      below = level;
    }
    boolean near = Floor.meanMet(below.quality(), QUALITY);
    return near ? below.costToBest() : Double.NaN;
  }
}
