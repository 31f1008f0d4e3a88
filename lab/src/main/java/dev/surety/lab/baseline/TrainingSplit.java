package dev.surety.lab.baseline;

import dev.surety.domain.Chance;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows trained baselines learn from: the three tenths whose id has the smallest hash. Whoever
 * is evaluated on all rows meets these again; {@link #isTraining} lets an evaluation leave them
 * out. Neighbours never count the row itself and classifiers judge only rows they have not seen, so
 * nobody answers by heart; only thresholds were fitted on them.
 */
final class TrainingSplit {

  public static final double SHARE = 0.3;

  private static final long SALT = 0x7261696e;

  private TrainingSplit() {}

  public static boolean isTraining(String rowId) {
    return uniform(rowId, SALT) < SHARE;
  }

  /** One of two halves of the training rows, for predictions on rows that were not learned from. */
  static boolean isFirstFold(String rowId) {
    return uniform(rowId, SALT + 1) < 0.5;
  }

  /** The rows to learn from; all of them where the data has too few to split. */
  static List<RoutingRow> rows(RoutingData data) {
    List<RoutingRow> all = IntStream.range(0, data.size()).mapToObj(data::row).toList();
    List<RoutingRow> training = all.stream().filter(row -> isTraining(row.id())).toList();
    return training.isEmpty() ? all : training;
  }

  private static double uniform(String rowId, long salt) {
    return (Chance.mix(Chance.hash(salt, rowId)) >>> 11) * 0x1.0p-53;
  }
}
