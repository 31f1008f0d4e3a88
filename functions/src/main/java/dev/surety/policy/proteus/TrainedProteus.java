package dev.surety.policy.proteus;

import dev.surety.estimator.UsualAnswer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A trained PROTEUS: what an artefact holds.
 *
 * @param models names, in the order of the network's heads
 * @param costs mean cost of each model's answer over that of the dearest, as in training
 * @param usualAnswers tokens and price of each model's answer, by name, as in training
 * @param tags that have a place of their own
 * @param lowestTarget with {@code highestTarget} the range of tau in training
 * @param reach satisfaction on the validation rows if cost does not matter
 * @param boosts b, by model (dossier 4.2, formula 4)
 * @param gamma exponent of the cost's weight, 2..8
 * @param costBasis which expected cost counts in the score
 * @param costUnit what counts as cost 1 in the score, as a share of the dearest model's mean cost
 * @param training how it was trained, for people
 */
public record TrainedProteus(
    List<String> models,
    double[] costs,
    Map<String, UsualAnswer> usualAnswers,
    List<String> tags,
    double lowestTarget,
    double highestTarget,
    double reach,
    double[] boosts,
    double gamma,
    CostBasis costBasis,
    double costUnit,
    SortedMap<String, String> training,
    ProteusNetwork network) {

  /** Answers' worth of trust in what they took and cost in training, as in labels. */
  public static final double TRAINING_ANSWERS = 100;

  /** The place of a tag; the last one if it is unknown or {@code null}. */
  public int tag(String tag) {
    int place = tag == null ? -1 : tags.indexOf(tag);
    return place < 0 ? tags.size() : place;
  }

  /** A target as the network takes it: the training range is -1 to 1, what is beyond is cut. */
  public double scaled(double target) {
    double middle = (lowestTarget + highestTarget) / 2;
    double half = (highestTarget - lowestTarget) / 2;
    return Math.max(-1, Math.min(1, (target - middle) / half));
  }

  /** What a unit of cost weighs against satisfaction: {@code (1 - mu)^gamma}. */
  public static double costWeight(double mu, double gamma) {
    return StrictMath.pow(1 - mu, gamma);
  }
}
