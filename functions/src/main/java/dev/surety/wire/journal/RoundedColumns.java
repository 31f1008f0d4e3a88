package dev.surety.wire.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Millionths;
import java.util.List;

/** Candidates in the making, from what a row has of them in short. */
final class RoundedColumns {

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
      models[i] = names != null && place < names.size() ? names.get(place) : "#" + place;
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
