package dev.surety.trials.drill;

/**
 * A mistake that operators make.
 *
 * @param name by which {@code --only} knows it
 * @param mistake what is done, as one clause
 * @param promised what must come of it
 * @param play makes it
 */
record Exercise(String name, String mistake, Ending promised, Play play) {

  /** Makes the mistake on a ground that others were and will be on. */
  interface Play {

    /**
     * @throws Exception if it could not be played to its end
     */
    Finding on(Ground ground) throws Exception;
  }

  static Exercise survived(String name, String mistake, Play play) {
    return new Exercise(name, mistake, Ending.SURVIVED, play);
  }

  static Exercise refused(String name, String mistake, Play play) {
    return new Exercise(name, mistake, Ending.REFUSED, play);
  }
}
