package dev.surety.tools.history;

import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.savepoint.BrokenSavepoint;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** One batch job, whoever executes it: what its tasks added up, or why it failed. */
final class BatchRun implements JobListener {

  private JobExecutionResult result;

  /** Of the next job of an environment. */
  static BatchRun in(StreamExecutionEnvironment env) {
    BatchRun run = new BatchRun();
    env.registerJobListener(run);
    return run;
  }

  /** What executes the job. */
  interface Execution {
    void run() throws Exception;
  }

  /**
   * @throws BrokenJournal if that is why the job failed
   * @throws BrokenSavepoint likewise
   * @throws IllegalStateException if it failed for another reason
   */
  void execute(Execution job) {
    try {
      job.run();
    } catch (Exception e) {
      Optional<BrokenJournal> broken =
          ExceptionUtils.findThrowable(e, BrokenJournal.class)
              .or(
                  () ->
                      ExceptionUtils.findSerializedThrowable(
                          e, BrokenJournal.class, getClass().getClassLoader()));
      if (broken.isPresent()) {
        throw broken.get();
      }
      if (e instanceof BrokenSavepoint savepoint) {
        throw savepoint;
      }
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new IllegalStateException("the batch job failed: " + root, e);
    }
  }

  /** The sum under a name. */
  <T> T total(String accumulator) {
    return result.getAccumulatorResult(accumulator);
  }

  @Override
  public void onJobSubmitted(JobClient client, Throwable failure) {}

  @Override
  public void onJobExecuted(JobExecutionResult executed, Throwable failure) {
    result = executed;
  }
}
