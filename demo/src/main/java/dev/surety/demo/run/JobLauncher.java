package dev.surety.demo.run;

import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.domain.Chance;
import dev.surety.job.RouterJob;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.OptionsLoader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the very job that production submits, on a Flink cluster inside this JVM. */
public final class JobLauncher {

  /** Consumer group of the demo's job. */
  public static final String GROUP = "surety";

  private static final String LOOPBACK = "127.0.0.1";

  /** Soon: a demo is short. */
  private static final String FLEET_EVERY = "1 s";

  private static final String METRICS_PORT = "metrics.reporter.prom.port";
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  private JobLauncher() {}

  static DemoJob start(DemoSettings demo, String bootstrap, Workspace workspace) throws Exception {
    return start(demo, bootstrap, workspace, null);
  }

  /**
   * @param savepoint to start from, or {@code null} for the empty state
   */
  static DemoJob start(DemoSettings demo, String bootstrap, Workspace workspace, String savepoint)
      throws Exception {
    Map<String, String> options =
        Map.of(
            JobOptions.FLEET_PUBLISH.key(),
            Boolean.toString(demo.fleet()),
            JobOptions.FLEET_EVERY.key(),
            FLEET_EVERY,
            JobOptions.BOOTSTRAP_SERVERS.key(),
            bootstrap,
            JobOptions.SEED.key(),
            Long.toString(routerSeed(demo.seed)),
            JobOptions.STANDINGS_INTERVAL.key(),
            demo.standingsInterval + " ms");
    Map<String, String> flink =
        new HashMap<>(demo.metricsPort == 0 ? Map.of() : metricsAt(demo.metricsPort));
    if (savepoint != null) {
      flink.put(StateRecoveryOptions.SAVEPOINT_PATH.key(), savepoint);
    }
    return start(demo.uiPort, demo.parallelism, workspace, options, flink);
  }

  /** What shows Flink's metrics to Prometheus on a port, as docs/metrics.md says. */
  public static Map<String, String> metricsAt(int port) {
    return Map.of(
        "metrics.reporter.prom.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        METRICS_PORT,
        String.valueOf(port),
        "metrics.reporter.prom.filterLabelValueCharacters",
        "false");
  }

  /**
   * From the empty state.
   *
   * @param uiPort of the web UI; 0 takes a free one
   * @param options of the job, beside what a run on one machine needs anyway
   */
  public static DemoJob start(
      int uiPort, int parallelism, Workspace workspace, Map<String, String> options)
      throws Exception {
    return start(uiPort, parallelism, workspace, options, Map.of());
  }

  /**
   * @param flinkOptions Flink's own, beside what a run on one machine needs anyway
   */
  public static DemoJob start(
      int uiPort,
      int parallelism,
      Workspace workspace,
      Map<String, String> options,
      Map<String, String> flinkOptions)
      throws Exception {
    int port = uiPort == 0 ? LoopbackPorts.free() : uiPort;
    Configuration flink = flink(port, workspace);
    flink.addAll(Configuration.fromMap(flinkOptions));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
    env.setParallelism(parallelism);
    Map<String, String> all = new HashMap<>(options);
    all.put(JobOptions.GROUP_ID.key(), GROUP);
    all.putIfAbsent(JobOptions.JOURNAL_PATH.key(), workspace.journal().toUri().toString());
    int metricsPort = Integer.parseInt(flinkOptions.getOrDefault(METRICS_PORT, "0"));
    return new DemoJob(RouterJob.start(env, OptionsLoader.of(all)), port, metricsPort);
  }

  private static Configuration flink(int uiPort, Workspace workspace) {
    Configuration flink = new Configuration();
    flink.set(RestOptions.PORT, uiPort);
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, workspace.checkpoints().toUri().toString());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    return flink;
  }

  /** The router's chance is its own: independent of what users and traffic draw. */
  private static long routerSeed(long seed) {
    return Chance.mix(Chance.hash(seed, "router"));
  }
}
