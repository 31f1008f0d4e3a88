package dev.surety.tools.journal;

/** The rows of a key in the order in which they were written, as one number. */
final class RowOrder {

  private static final int SEQ_BITS = 33;

  /** No life that is on record began before 2020; in seconds since 1970. */
  private static final long FIRST_SECOND = 1_577_836_800;

  private RowOrder() {}

  /**
   * By when its life began, to the second, and then by their seq: lives are farther apart, and have
   * fewer events than eight billion.
   *
   * @param born epoch milliseconds
   */
  static long of(long born, long seq) {
    long life = Math.max(0, born / 1000 - FIRST_SECOND);
    return life << SEQ_BITS | Math.min(seq, (1L << SEQ_BITS) - 1);
  }
}
