package dev.surety.benchmarks.kafka;

import dev.surety.benchmarks.pipeline.BenchCluster;
import dev.surety.benchmarks.pipeline.BenchmarkModels;
import dev.surety.benchmarks.pipeline.IdentityFunction;
import dev.surety.benchmarks.pipeline.ServiceTimes;
import dev.surety.benchmarks.pipeline.Tally;
import dev.surety.benchmarks.pipeline.TimedFunction;
import dev.surety.client.Topics;
import dev.surety.job.KafkaEnds;
import dev.surety.job.RouterTopology;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One job between topics of its own, as production has it, that runs beside others. */
final class JobLine implements Line {

  private final BenchCluster cluster;
  private final Spec spec;
  private final Topics topics;
  private final Tally tally;
  private final JobID job;

  /**
   * What is measured, and with which settings.
   *
   * @param identity whether an identity function is in ROUTE's place
   * @param bufferTimeoutMillis how long Flink gathers records for the next task; {@code null} for
   *     the job's own setting
   * @param gathering how Kafka's producers gather records, the job's and its clients'; {@code null}
   *     for their own settings
   */
  record Spec(String name, boolean identity, Integer bufferTimeoutMillis, Gathering gathering) {

    /** The topics of this line alone. */
    Topics topics() {
      return Topics.prefixed(name + "-");
    }
  }

  private JobLine(BenchCluster cluster, Spec spec, Topics topics, Tally tally, JobID job) {
    this.cluster = cluster;
    this.spec = spec;
    this.topics = topics;
    this.tally = tally;
    this.job = job;
  }

  /** Starts the job; its topics are there. */
  static JobLine start(BenchCluster cluster, String bootstrap, Path folder, Spec spec)
      throws IOException {
    String name = spec.name();
    Topics topics = spec.topics();
    JobSettings settings = settings(bootstrap, folder, spec, topics);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(folder, spec));
    env.setParallelism(1);
    Tally tally = Tally.begin(name, 1);
    RouterTopology.build(
        env,
        settings,
        new KafkaEnds(settings),
        spec.identity()
            ? new IdentityFunction()
            : new TimedFunction(
                RouterTopology.routing(settings, BenchmarkModels.control(MODELS)), name));
    return new JobLine(cluster, spec, topics, tally, cluster.submit(env));
  }

  private static JobSettings settings(String bootstrap, Path folder, Spec spec, Topics topics) {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", bootstrap,
                "kafka.group.id", spec.name(),
                "kafka.topics.requests", topics.requests(),
                "kafka.topics.feedback", topics.feedback(),
                "kafka.topics.control", topics.control(),
                "kafka.topics.decisions", topics.decisions(),
                "kafka.topics.standings", topics.standings(),
                "kafka.topics.dead-letters", topics.deadLetters(),
                "journal.path", folder.resolve("journal-" + spec.name()).toUri().toString()));
    if (spec.gathering() != null) {
      spec.gathering()
          .properties()
          .forEach((name, value) -> options.put("kafka.properties." + name, value));
    }
    return OptionsLoader.of(options);
  }

  private static Configuration flink(Path folder, Spec spec) {
    Configuration flink = new Configuration();
    if (spec.bufferTimeoutMillis() != null) {
      flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(spec.bufferTimeoutMillis()));
    }
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    return flink;
  }

  Spec spec() {
    return spec;
  }

  @Override
  public Topics topics() {
    return topics;
  }

  @Override
  public Gathering clients() {
    return spec.gathering() == null ? Gathering.ONE_IN_FLIGHT : spec.gathering();
  }

  /** How long records were in ROUTE; of the identity function nothing is known. */
  ServiceTimes serviceTimes() {
    return tally.serviceTimes();
  }

  @Override
  public void requireAlive() throws IOException {
    cluster.requireAlive(job);
  }

  @Override
  public void close() throws IOException {
    cluster.cancel(job);
    Tally.end(spec.name());
  }
}
