package dev.surety.policy;

import dev.surety.domain.Chance.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a policy chose as it did: what it planned, what made up each candidate's score, what it
 * believed of the models, and which numbers were drawn. Made for those who audit a decision; no
 * decision rests on it.
 *
 * @param plan figures of the decision as a whole, in the order they are worked out
 * @param candidates parallel to the question's candidates
 * @param coins the random numbers that had a say; empty where none had
 */
public record Explanation(List<Figure> plan, List<Candidate> candidates, List<Coin> coins) {

  /**
   * One number.
   *
   * @param meaning what it is and in which unit
   */
  public record Figure(String name, double value, String meaning) {}

  /**
   * One candidate.
   *
   * @param parts summands of its score, without a unit as the score is
   * @param beliefs what the policy knew of it
   */
  public record Candidate(List<Figure> parts, List<Figure> beliefs) {

    /** What the policy compared; lower is better. */
    public double score() {
      return parts.stream().mapToDouble(Figure::value).sum();
    }
  }

  /**
   * A number that was drawn from [0, 1), and what it could have led to.
   *
   * @param ranges ascending, without holes, from 0 to 1
   */
  public record Coin(Purpose purpose, double drawn, List<Range> ranges) {

    /** A coin with two sides. */
    public static Coin flip(Purpose purpose, double drawn, double chance, String yes, String no) {
      return new Coin(purpose, drawn, Range.inTurn(List.of(yes, no), List.of(chance, 1 - chance)));
    }
  }

  /**
   * @param from the smallest number that leads here
   * @param to the smallest that does not any more
   */
  public record Range(double from, double to, String outcome) {

    /** Whether the number leads here. */
    public boolean holds(double drawn) {
      return from <= drawn && drawn < to;
    }

    /**
     * Ranges one after the other from 0, of these widths. Such as have none are left out; the last
     * ends at 1, however the sum of the widths was rounded.
     */
    public static List<Range> inTurn(List<String> outcomes, List<Double> widths) {
      List<Range> ranges = new ArrayList<>();
      double from = 0;
      for (int i = 0; i < outcomes.size(); i++) {
        double to = Math.min(1, from + widths.get(i));
        if (to > from) {
          ranges.add(new Range(from, to, outcomes.get(i)));
          from = to;
        }
      }
      int last = ranges.size() - 1;
      ranges.set(last, new Range(ranges.get(last).from(), 1, ranges.get(last).outcome()));
      return ranges;
    }
  }

  /** Of a policy that has no more to say than its scores. */
  public static Explanation ofScores(Question question, Choice choice) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < question.size(); i++) {
      Figure score = new Figure("score", choice.score[i], "what the policy compared");
      candidates.add(new Candidate(List.of(score), List.of()));
    }
    return new Explanation(List.of(), candidates, List.of());
  }
}
