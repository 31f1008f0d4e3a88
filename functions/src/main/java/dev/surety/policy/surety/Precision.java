package dev.surety.policy.surety;

/**
 * How exactly a learner keeps its numbers. Rounding happens at the write, in memory as well as on
 * disk, so a restored learner continues bit by bit like the one that was saved.
 */
enum Precision {
  /** 8-byte numbers: agrees with the study's golden traces within 1e-9. */
  EXACT(Double.BYTES),
  /** 4-byte numbers, arithmetic in 8: relative rounding 6e-8, half the bytes. */
  COMPACT(Float.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  double round(double value) {
    return this == COMPACT ? (float) value : value;
  }

  int bytes() {
    return bytes;
  }
}
