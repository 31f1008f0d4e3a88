package dev.surety.trials.drill;

/**
 * How far jobs go on before what they left is restored.
 *
 * @param checkpoints of a run that nobody will continue
 */
record DrillScale(int checkpoints) {

  /** The files of so many checkpoints were joined by the sink of former versions at once. */
  private static final int FORMERLY_JOINED = 30;

  /** Past three times what former versions joined at once. */
  static final DrillScale FULL = new DrillScale(3 * FORMERLY_JOINED + 1);
}
