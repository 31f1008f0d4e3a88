package dev.surety.trials.drill;

/** What comes of a mistake. */
enum Ending {
  /** The job goes on, or goes on by itself once the cause is gone. */
  SURVIVED,
  /** Whoever makes it is told no, and how to mend it; whoever else goes on. */
  REFUSED,
  /** Neither: the exercise broke off. */
  FAILED
}
