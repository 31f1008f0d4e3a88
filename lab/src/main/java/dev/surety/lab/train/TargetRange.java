package dev.surety.lab.train;

/** The targets of a training; scaled, they are -1 to 1. */
record TargetRange(double lowest, double highest) {

  double target(double scaled) {
    return (lowest + highest) / 2 + scaled * (highest - lowest) / 2;
  }
}
