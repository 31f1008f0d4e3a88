package dev.surety.tools.ope;

/** What an answer is expected to be worth, fitted on the parts that the row is not in. */
interface OutcomeRegression {

  double expected(LoggedDecision decision, int candidate);
}
