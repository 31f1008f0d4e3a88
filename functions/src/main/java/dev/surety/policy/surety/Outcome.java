package dev.surety.policy.surety;

/**
 * What users said about answers of one model in one tag bucket. Usually a single answer; a feedback
 * window that closes brings many at once, which take one step of the change detector together.
 *
 * @param ups [UP] satisfied answers
 * @param downs [DOWN] dissatisfied answers
 * @param silents [SILENT] answers whose feedback window closed without a word
 */
record Outcome(double ups, double downs, double silents) {
  private static final Outcome SATISFIED = new Outcome(1, 0, 0);
  private static final Outcome DISSATISFIED = new Outcome(0, 1, 0);
  private static final Outcome SILENT = new Outcome(0, 0, 1);

  /** Checks that there is something to learn. */
  public Outcome {
    if (!(ups >= 0 && downs >= 0 && silents >= 0) || !(ups + downs + silents > 0)) {
      throw new IllegalArgumentException(
          "outcome counts must be 0 or more and not all 0: " + ups + ", " + downs + ", " + silents);
    }
    if (ups + downs + silents > 1e12) {
      throw new IllegalArgumentException("outcome counts must be finite and at most 1e12");
    }
  }

  /** A user was satisfied. */
  public static Outcome satisfied() {
    return SATISFIED;
  }

  /** A user was dissatisfied. */
  public static Outcome dissatisfied() {
    return DISSATISFIED;
  }

  /** The feedback window closed without a word. */
  public static Outcome silent() {
    return SILENT;
  }

  /**
   * A label between 0 (dissatisfied) and 1 (satisfied).
   *
   * @throws IllegalArgumentException outside 0..1
   */
  public static Outcome label(double satisfaction) {
    if (!(satisfaction >= 0 && satisfaction <= 1)) {
      throw new IllegalArgumentException("satisfaction must lie in [0, 1], not " + satisfaction);
    }
    return satisfaction == 1
        ? SATISFIED
        : satisfaction == 0 ? DISSATISFIED : new Outcome(satisfaction, 1 - satisfaction, 0);
  }

  double labels() {
    return ups + downs;
  }

  double all() {
    return ups + downs + silents;
  }
}
