package dev.surety.flink;

import java.io.Serializable;

/**
 * Where a subtask of ROUTE gets the control topic from when it begins: before it decides anything,
 * and where a failure is one that Flink's restart strategy repeats.
 */
@FunctionalInterface
public interface ControlReader extends Serializable {

  /**
   * The topic from its beginning to the end that it has now.
   *
   * @param goesOn whether the subtask goes on from a state: then there is a configuration to go on
   *     with, and what is not right with the topic is said, but stops nobody
   * @throws Exception if the topic can't be read; says how to mend it
   */
  ControlContent read(boolean goesOn) throws Exception;
}
