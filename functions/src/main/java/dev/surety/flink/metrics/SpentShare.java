package dev.surety.flink.metrics;

import org.apache.flink.metrics.Gauge;

/**
 * Share of a window's money that is spent, as it was told last: of a window that is over nothing
 * counts any more, though nobody asks in the next one. One thread writes, reporters read.
 */
final class SpentShare implements Gauge<Double> {

  private record Told(double share, long end) {}

  private volatile Told told = new Told(Double.NaN, Long.MAX_VALUE);

  /** There is no budget. */
  void none() {
    told = new Told(Double.NaN, Long.MAX_VALUE);
  }

  /**
   * @param end of the window, epoch milliseconds
   */
  void tell(double share, long end) {
    told = new Told(share, end);
  }

  @Override
  public Double getValue() {
    Told last = told;
    return System.currentTimeMillis() < last.end() ? last.share() : 0.0;
  }
}
