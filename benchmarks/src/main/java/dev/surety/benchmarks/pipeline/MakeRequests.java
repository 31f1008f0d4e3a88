package dev.surety.benchmarks.pipeline;

import dev.surety.job.RawRecord;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The topic of requests, as fast as the job takes it. Subtasks take turns, so that the times of all
 * of them go forward together; the number that Flink counts is of no use for that.
 */
final class MakeRequests implements GeneratorFunction<Long, RawRecord> {

  private static final long serialVersionUID = 1L;

  private static final long TRICKLE_MILLIS = 5;

  private final String run;
  private final Workload workload;

  private transient RecordBytes records;
  private transient Tally tally;
  private transient int subtask;
  private transient int subtasks;
  private transient long next;

  MakeRequests(String run, Workload workload) {
    this.run = run;
    this.workload = workload;
  }

  @Override
  public void open(SourceReaderContext context) {
    records = new RecordBytes(workload.models());
    tally = Tally.of(run);
    subtask = context.getIndexOfSubtask();
    subtasks = context.currentParallelism();
    next = workload.first() + subtask;
  }

  @Override
  public RawRecord map(Long ignored) throws InterruptedException {
    long number = next;
    next += subtasks;
    if (tally.isSlow()) {
      Thread.sleep(TRICKLE_MILLIS);
    }
    long time = workload.time(number);
    byte[] request = records.request(number, workload.tenant(number), time);
    tally.made(subtask, number);
    return new RawRecord("requests", subtask, number, time, null, request);
  }
}
