package dev.surety.job;

import dev.surety.domain.ProductVersion;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsHelp;
import dev.surety.job.options.OptionsLoader;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job: reads the options, checks them, builds the graph and hands it to Flink. */
public final class RouterJob {

  private static final Logger LOG = LoggerFactory.getLogger(RouterJob.class);
  private static final String NAME = "surety";

  private RouterJob() {}

  /**
   * Started by Flink, in application mode again at every failover of the JobManager: it asks nobody
   * outside, so that it can't fail because somebody is away.
   *
   * @throws dev.surety.job.options.InvalidOptions with all that is wrong with the options
   */
  public static void main(String[] args) throws Exception {
    if (OptionsLoader.askForHelp(args)) {
      System.out.print(OptionsHelp.text());
      return;
    }
    JobSettings settings = OptionsLoader.load(args, System.getenv());
    settings.warnings().forEach(System.err::println);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, settings);
    env.execute(NAME);
  }

  /** Starts the job from a program, and does not wait for it. */
  public static JobClient start(StreamExecutionEnvironment env, JobSettings settings)
      throws Exception {
    build(env, settings);
    return env.executeAsync(NAME);
  }

  private static void build(StreamExecutionEnvironment env, JobSettings settings) {
    LOG.info("Surety {} with options\n{}", ProductVersion.current(), settings);
    settings.warnings().forEach(LOG::warn);
    RouterTopology.build(env, settings);
  }
}
