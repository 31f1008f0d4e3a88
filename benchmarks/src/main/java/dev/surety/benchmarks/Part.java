package dev.surety.benchmarks;

import dev.surety.benchmarks.report.Measurements;

/** One family of benchmarks, which a run can leave out. */
public interface Part {

  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures, and puts what it finds where it is asked to.
   *
   * @param quick few and short rounds, and only what ratios need
   * @param progress takes a line now and then
   */
  void run(Measurements findings, boolean quick, RunLog progress) throws Exception;
}
