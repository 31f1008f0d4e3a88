package dev.surety.trials.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.job.options.OptionsLoader;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt key or value would be carried to Flink in silence: no schema knows them. */
@Requires(Outside.K8S)
class OverlayConfigurationTest {

  private static final Map<String, ConfigOption<?>> FLINK = flinkOptions();

  /**
   * Of the reporter, of the S3 plugin, of Flink's Kubernetes mode and of the operator, from their
   * references.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port",
          "metrics.reporter.prom.filterLabelValueCharacters",
          "kubernetes.taskmanager.service-account",
          "kubernetes.operator.deployment.readiness.timeout",
          "kubernetes.operator.deployment.rollback.enabled",
          "kubernetes.operator.periodic.savepoint.interval",
          "kubernetes.operator.pod-template.merge-arrays-by-name",
          "kubernetes.operator.savepoint.format.type",
          "kubernetes.operator.savepoint.history.max.age",
          "kubernetes.operator.savepoint.history.max.count",
          "fs.s3a.aws.credentials.provider",
          "job.autoscaler.enabled",
          "job.autoscaler.metrics.window",
          "job.autoscaler.stabilization.interval",
          "job.autoscaler.target.utilization",
          "job.autoscaler.vertex.exclude.ids",
          "job.autoscaler.vertex.max-parallelism",
          "job.autoscaler.vertex.min-parallelism");

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "fleet"})
  void flinkKnowsEveryKeyAndCanReadItsValue(String overlay) throws Exception {
    Map<String, String> given = Overlay.build(overlay).flinkConfiguration();

    assertThat(given.keySet()).allMatch(key -> FLINK.containsKey(key) || OTHERS.contains(key));
    Configuration configuration = Configuration.fromMap(given);
    for (String key : given.keySet()) {
      if (FLINK.containsKey(key)) {
        assertThatCode(() -> configuration.getOptional(FLINK.get(key)))
            .as(key)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aMisspeltKeyOrValueIsNoticed() {
    assertThat(FLINK).doesNotContainKey("execution.checkpointing.intervall");
    Configuration wrong =
        Configuration.fromMap(Map.of("execution.checkpointing.interval", "10 secs please"));
    assertThatThrownBy(() -> wrong.getOptional(FLINK.get("execution.checkpointing.interval")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "fleet"})
  void theJobTakesItsOptions(String overlay, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("surety.yaml");
    Files.writeString(file, Overlay.build(overlay).optionsFile());

    assertThatCode(() -> OptionsLoader.load(new String[] {"--config", file.toString()}, Map.of()))
        .doesNotThrowAnyException();
  }

  private static Map<String, ConfigOption<?>> flinkOptions() {
    return Stream.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            PipelineOptions.class,
            RestartStrategyOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class)
        .flatMap(options -> Arrays.stream(options.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> ConfigOption.class.isAssignableFrom(field.getType()))
        .map(OverlayConfigurationTest::option)
        .collect(Collectors.toMap(ConfigOption::key, Function.identity(), (one, same) -> one));
  }

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " is public", e);
    }
  }
}
