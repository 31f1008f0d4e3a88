package dev.surety.tools.log;

import java.util.HashMap;
import java.util.Map;

/** Lengths of requests and of answers to them, by kind of request. */
final class TokenTally {

  /** How many answers the mean of all kinds counts for in that of one. */
  private static final double PRIOR_WEIGHT = 10;

  /** Of one kind. */
  private static final class Kind {
    private long count;
    private double input;
    private double output;
  }

  private final Map<String, Kind> kinds = new HashMap<>();
  private final Kind all = new Kind();

  void add(String kind, long input, long output) {
    if (input >= 0 && output >= 0) {
      add(all, input, output);
      add(kinds.computeIfAbsent(kind, name -> new Kind()), input, output);
    }
  }

  private static void add(Kind kind, long input, long output) {
    kind.count++;
    kind.input += input;
    kind.output += output;
  }

  long count() {
    return all.count;
  }

  /** Tokens of a request; NaN if nobody knows. */
  double meanInput() {
    return all.input / all.count;
  }

  /** Tokens of an answer; NaN if nobody knows. */
  double meanOutput() {
    return all.output / all.count;
  }

  /** Tokens of an answer to a request of a kind, shrunk towards those of all kinds. */
  private double meanOutput(String kind) {
    Kind own = kinds.get(kind);
    double sum = own == null ? 0 : own.output;
    double count = own == null ? 0 : own.count;
    return (sum + PRIOR_WEIGHT * meanOutput()) / (count + PRIOR_WEIGHT);
  }

  /**
   * Mean tokens of answers to requests, if those of them that somebody else answered had got
   * answers as long as others have them to requests of their kinds.
   *
   * @param own what of these requests the one that is asked about has answered itself
   * @param like answers that the others' are taken to be like
   */
  double meanOutput(TokenTally own, TokenTally like) {
    double sum = own.all.output;
    for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
      Kind answered = own.kinds.get(kind.getKey());
      long others = kind.getValue().count - (answered == null ? 0 : answered.count);
      sum += others == 0 ? 0 : others * like.meanOutput(kind.getKey());
    }
    return sum / all.count;
  }
}
