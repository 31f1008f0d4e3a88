package dev.surety.tools.savepoint;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.collect.CollectSinkOperatorFactory;

/**
 * Flink in this process, to be reached from nowhere else; the one that runs already, if one does.
 */
public final class LocalFlink {

  private static final String LOOPBACK = "127.0.0.1";

  private LocalFlink() {}

  /** For jobs that read journals, and read and write savepoints, with a task a core. */
  public static StreamExecutionEnvironment environment() {
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    // Of RocksDB and for sorting, outside the heap: what is read and written may be larger.
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    // A key comes in one piece, its open decisions included: by default 2 MB would be the most.
    flink.set(CollectSinkOperatorFactory.MAX_BATCH_SIZE, MemorySize.ofMebiBytes(64));
    // Nothing here keeps or changes what it was given, so chained functions need no copies.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    // As the job has it: what is compressed is read in blocks, and not value by value.
    flink.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    return StreamExecutionEnvironment.getExecutionEnvironment(flink);
  }
}
