package dev.surety.tools.history;

import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.savepoint.BrokenSavepoint;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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
      throw e instanceof BrokenSavepoint savepoint
          ? savepoint
          : BrokenJournal.in(e, "the batch job failed");
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
