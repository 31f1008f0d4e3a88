package dev.surety.architecture.broken.wire;

import org.apache.flink.api.common.JobID;

/** Flink below the top floor. */
record KnowsFlink(JobID job) {}
