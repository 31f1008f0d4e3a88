package dev.surety.flink;

import java.io.Serializable;

/** Asked by each subtask of ROUTE that begins without state, before it decides anything. */
@FunctionalInterface
public interface StartCheck extends Serializable {

  /** Lets every run begin. */
  StartCheck NONE = run -> {};

  /**
   * @param run id of the run that begins, or begins again before its first checkpoint
   * @throws Exception if it must not: says why, and how to mend it
   */
  void check(String run) throws Exception;
}
