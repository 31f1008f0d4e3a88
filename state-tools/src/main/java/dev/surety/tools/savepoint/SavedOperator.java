package dev.surety.tools.savepoint;

import org.apache.flink.runtime.checkpoint.OperatorState;

/**
 * One operator of a savepoint.
 *
 * @param uid as the job gives it, or {@code null} where the savepoint only keeps its hash
 * @param name as pages show it, or {@code null}
 * @param hash of the uid, 32 hex digits
 */
public record SavedOperator(
    String uid, String name, String hash, int parallelism, int maxParallelism, long bytes) {

  static SavedOperator of(OperatorState operator) {
    return new SavedOperator(
        operator.getOperatorUid().orElse(null),
        operator.getOperatorName().orElse(null),
        operator.getOperatorID().toHexString(),
        operator.getParallelism(),
        operator.getMaxParallelism(),
        operator.getStateSize());
  }
}
