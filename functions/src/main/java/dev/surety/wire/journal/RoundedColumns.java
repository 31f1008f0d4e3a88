package dev.surety.wire.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Millionths;
import java.util.List;
import java.util.stream.IntStream;

/** Candidates in the making, from what a row has of them in short. */
final class RoundedColumns {

  private static final String[] UNNAMED =
      IntStream.range(0, 64).mapToObj(place -> "#" + place).toArray(String[]::new);

  final double[] costUsd;
  private final int[] places;
  private final double[] propensity;
  private final double[] satisfaction;

  RoundedColumns(int[] places) {
    int size = places.length;
    this.places = places;
    costUsd = new double[size];
    propensity = new double[size];
    satisfaction = new double[size];
  }

  private static String unnamed(int place) {
    return place >= 0 && place < UNNAMED.length ? UNNAMED[place] : "#" + place;
  }

  void propensity(int i, int millionths) {
    propensity[i] = Millionths.share(millionths);
  }

  void satisfaction(int i, int millionths) {
    satisfaction[i] = Millionths.share(millionths);
  }

  /**
   * @param names of the pool's models by their places, or {@code null} if they are not known
   */
  CandidateColumns of(List<String> names, double bestCostUsd, double allCostUsd, long digest) {
    String[] models = new String[places.length];
    for (int i = 0; i < models.length; i++) {
      int place = places[i];
      models[i] = names != null && place < names.size() ? names.get(place) : unnamed(place);
    }
    return new CandidateColumns(
        models,
        places,
        null,
        propensity,
        satisfaction,
        costUsd,
        new CandidateColumns.Kept(digest, bestCostUsd, allCostUsd));
  }
}
