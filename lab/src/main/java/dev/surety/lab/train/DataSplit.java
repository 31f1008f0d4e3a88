package dev.surety.lab.train;

import dev.surety.domain.Chance;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows a trained policy learns from, which settle its choices and which judge it, by a hash
 * of the row's id: the same on every machine, and whatever the labels are.
 *
 * @param training share of the rows, 0..1
 * @param validation likewise; the rest is held out
 */
record DataSplit(double training, double validation) {

  /** The paper's. */
  public static final DataSplit DEFAULT = new DataSplit(0.70, 0.15);

  /** A part of the data. */
  public enum Part {
    TRAINING,
    VALIDATION,
    HELD_OUT
  }

  private static final long SALT = 0x50524f54;

  public DataSplit {
    if (!(training > 0 && validation >= 0 && training + validation <= 1)) {
      throw new IllegalArgumentException(
          "shares of training and validation must be above 0 and at least 0, and at most 1 together, not %s and %s"
              .formatted(training, validation));
    }
  }

  public Part part(String rowId) {
    double u = (Chance.mix(Chance.hash(SALT, rowId)) >>> 11) * 0x1.0p-53;
    if (u < training) {
      return Part.TRAINING;
    }
    return u < training + validation ? Part.VALIDATION : Part.HELD_OUT;
  }

  /** The rows of a part, in the order of the data. */
  public List<RoutingRow> rows(RoutingData data, Part part) {
    return IntStream.range(0, data.size())
        .mapToObj(data::row)
        .filter(row -> part(row.id()) == part)
        .toList();
  }
}
