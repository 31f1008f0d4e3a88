package dev.surety.benchmarks.pipeline;

import dev.surety.job.RawRecord;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The topic of feedback: on every fifth request, as far behind it as {@link AfterRequests} says.
 */
final class MakeFeedback implements GeneratorFunction<Long, RawRecord> {

  private static final long serialVersionUID = 1L;

  private final Workload workload;

  private transient RecordBytes records;
  private transient int subtask;
  private transient long next;
  private transient long step;

  MakeFeedback(Workload workload) {
    this.workload = workload;
  }

  @Override
  public void open(SourceReaderContext context) {
    records = new RecordBytes(workload.models());
    subtask = context.getIndexOfSubtask();
    step = (long) Workload.JUDGED_EVERY * context.currentParallelism();
    next = workload.first() + (long) Workload.JUDGED_EVERY * subtask;
  }

  @Override
  public RawRecord map(Long ignored) {
    long number = next;
    next += step;
    long time = workload.time(number + AfterRequests.LAG);
    byte[] feedback = records.feedback(number, workload.tenant(number), time);
    return new RawRecord("feedback", subtask, number, time, null, feedback);
  }
}
