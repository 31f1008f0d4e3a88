package dev.surety.gateway.judge;

/** Who counts what the judge does. */
public interface JudgeCounts {

  /** Why an answer that a label was wanted of is not judged, or why its judge gave none. */
  enum Reason {
    /** As many answers are held for the judge as may be. */
    FULL,
    /** The day's budget of this door is spent. */
    BUDGET,
    /** Question and answer together are longer than may be judged. */
    TOO_LONG,
    /** There is no text to judge, or it is not all: pictures, sounds, files, calls of tools. */
    NO_TEXT,
    /** The client had gone before its answer was whole. */
    CANCELLED,
    /** The door stops. */
    STOPPING,
    /** The judge took too long. */
    TIMEOUT,
    /** The judge could not be asked, or answered with an error. */
    ERROR,
    /** What the judge said is no verdict. */
    UNREADABLE;

    /** Whether the judge was asked. */
    public boolean isFailure() {
      return ordinal() >= TIMEOUT.ordinal();
    }
  }

  /** A verdict was sent to the router. */
  void judged(boolean satisfied);

  /** No verdict was sent. */
  void notJudged(Reason reason);

  /** The judge has taken so many dollars, as far as that is known. */
  void paid(double usd);
}
