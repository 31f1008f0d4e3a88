package dev.surety.engine;

/**
 * What a generation of open decisions has come to so far, where silence counts: kept beside the
 * generation, so that closing it books its outcomes without looking at a single decision. An answer
 * stands here as silent until it is judged.
 */
public final class OpenWindow {

  /** Answers of this window. */
  public int answers;

  /** Sum of their targets. */
  public double target;

  /** Sum and sum of squares of their surrogate satisfactions. */
  public double satisfaction;

  public double satisfactionSquares;

  /** The same answers by model and bucket, for the policy; of foreign models nothing is here. */
  public final WindowCells cells;

  public OpenWindow() {
    this(new WindowCells());
  }

  public OpenWindow(WindowCells cells) {
    this.cells = cells;
  }

  void answer(double answerTarget, double silent) {
    answers++;
    target += answerTarget;
    satisfaction += silent;
    satisfactionSquares += silent * silent;
  }

  /** An answer that stood as silent is another's after all. */
  void withdraw(double answerTarget, double silent) {
    answers--;
    target -= answerTarget;
    satisfaction -= silent;
    satisfactionSquares -= silent * silent;
  }

  /** An answer that stood as silent, or as judged before, was judged. */
  void judge(double silent, double judged) {
    satisfaction += judged - silent;
    satisfactionSquares += judged * judged - silent * silent;
  }
}
