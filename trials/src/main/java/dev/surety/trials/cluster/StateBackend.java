package dev.surety.trials.cluster;

/** Where running tasks keep keyed state. */
public enum StateBackend {
  /** On the heap. */
  HASHMAP,
  /** On disk, with incremental checkpoints. */
  ROCKSDB
}
