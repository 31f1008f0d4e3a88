package dev.surety.tools.ope.journal;

/** Who was asked to judge an answer, which decides how likely a judgement of it was. */
enum Asked {
  /** A coin chose it for a survey. */
  USER,
  /** A judge's label was worth its price. */
  JUDGE,
  /** Users speak by themselves. */
  NOBODY
}
