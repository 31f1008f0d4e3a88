package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.executiongraph.failover.ExponentialDelayRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How Flink restarts the job with what we tell it, by Flink's own strategy. */
class RestartStrategyTest {

  private static final String MANIFEST = "../k8s-operator/base/flinkdeployment.yaml";
  private static final String STANDALONE = "../configs/production/flink-config.yaml";

  private final ManualClock clock = new ManualClock(Duration.ofDays(1).toNanos());

  /** The keys of a flat YAML file, or of the flat part of one. */
  private static Map<String, String> settings(String file) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] parts = line.strip().split(": ", 2);
      if (parts.length == 2
          && parts[0].matches("(heartbeat|restart-strategy|classloader|pipeline)\\..*")) {
        settings.put(parts[0], parts[1].replace("\"", ""));
      }
    }
    return settings;
  }

  private static Map<String, String> ofTheHarness() {
    Map<String, String> all =
        ClusterConfiguration.of(
            ClusterSettings.in(Path.of("work"), new FlinkJars(List.of(), Path.of("jar"))),
            new LoopbackAddresses(1, 2, 3));
    Map<String, String> settings = new TreeMap<>(all);
    settings
        .keySet()
        .removeIf(key -> !key.matches("(heartbeat|restart-strategy|classloader|pipeline)\\..*"));
    return settings;
  }

  private RestartBackoffTimeStrategy strategy(String file)
      throws IOException, ReflectiveOperationException {
    return strategy(Configuration.fromMap(settings(file)));
  }

  private RestartBackoffTimeStrategy strategy(Configuration flink)
      throws ReflectiveOperationException {
    // The factory gives it the machine's clock.
    var constructor =
        ExponentialDelayRestartBackoffTimeStrategy.class.getDeclaredConstructor(
            Clock.class, long.class, long.class, double.class, long.class, double.class, int.class);
    constructor.setAccessible(true);
    return constructor.newInstance(
        clock,
        flink
            .get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF)
            .toMillis(),
        flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF).toMillis(),
        flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER),
        flink
            .get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD)
            .toMillis(),
        flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR),
        flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS));
  }

  @Test
  void whatIsShownIsWhatUsersGet() throws IOException {
    Map<String, String> manifest = settings(MANIFEST);

    assertThat(settings(STANDALONE)).isEqualTo(manifest).isEqualTo(ofTheHarness()).hasSize(10);
  }

  /** A kill every twenty seconds, each felt up to three times: none costs a second. */
  @ParameterizedTest
  @ValueSource(strings = {MANIFEST, STANDALONE})
  void oneKillIsNotCountedTwice(String file) throws Exception {
    RestartBackoffTimeStrategy strategy = strategy(file);
    Random random = new Random(1);
    for (int kill = 0; kill < 1_000; kill++) {
      clock.advanceTime(Duration.ofSeconds(20));
      long paused = 0;
      for (int failure = random.nextInt(3); failure >= 0; failure--) {
        strategy.notifyFailure(new IllegalStateException("killed"));
        assertThat(strategy.canRestart()).isTrue();
        paused += strategy.getBackoffTime();
        clock.advanceTime(Duration.ofMillis(strategy.getBackoffTime() + random.nextInt(4_000)));
      }
      assertThat(paused).as("kill %d", kill).isLessThanOrEqualTo(200);
    }
  }

  /** A week without Kafka: soon a try every ten seconds, and never the end. */
  @ParameterizedTest
  @ValueSource(strings = {MANIFEST, STANDALONE})
  void anOutageIsMetWithPatience(String file) throws Exception {
    RestartBackoffTimeStrategy strategy = strategy(file);
    for (int failure = 0; failure < 10_000; failure++) {
      strategy.notifyFailure(new IllegalStateException("no broker"));
      assertThat(strategy.canRestart()).isTrue();
      if (failure > 4) {
        assertThat(strategy.getBackoffTime()).isEqualTo(10_000);
      }
      clock.advanceTime(Duration.ofMillis(strategy.getBackoffTime() + 1_000));
    }
  }

  /** Why there is none. If this fails, Flink has mended it, and jitter may come back. */
  @Test
  void withJitterALongOutageIsMetWithoutAPause() throws Exception {
    Configuration flink = Configuration.fromMap(settings(MANIFEST));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, 0.1);
    RestartBackoffTimeStrategy strategy = strategy(flink);
    int withoutPause = 0;
    for (int failure = 0; failure < 1_000; failure++) {
      strategy.notifyFailure(new IllegalStateException("no broker"));
      withoutPause += strategy.getBackoffTime() <= 1 ? 1 : 0;
      clock.advanceTime(Duration.ofMillis(strategy.getBackoffTime() + 1_000));
    }

    assertThat(withoutPause).isGreaterThan(100);
  }
}
