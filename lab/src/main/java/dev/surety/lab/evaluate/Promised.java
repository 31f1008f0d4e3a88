package dev.surety.lab.evaluate;

/**
 * One target of a run and what was delivered while it was in force.
 *
 * @param target promised satisfaction, 0..1
 * @param satisfied sum of what the users got
 */
record Promised(double target, long requests, double satisfied) {

  double satisfaction() {
    return satisfied / requests;
  }

  /** Whether the floor was kept in this part alone, debts of earlier parts not counted. */
  boolean met(double labelShare) {
    return Floor.met(satisfaction(), target, labelShare, requests);
  }
}
