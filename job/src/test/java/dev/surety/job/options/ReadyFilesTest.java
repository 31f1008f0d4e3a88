package dev.surety.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** The options files that people start from. */
class ReadyFilesTest {

  private static final Path FILE = Path.of("..", "configs", "surety.yaml");
  private static final Path PRODUCTION = Path.of("..", "configs", "production", "surety.yaml");

  @Test
  void theReadyFileLoads() {
    JobSettings settings = OptionsLoader.load(new String[] {"--config", FILE.toString()}, Map.of());

    assertThat(settings.get(JobOptions.BOOTSTRAP_SERVERS)).isEqualTo("localhost:9092");
    assertThat(settings.describe()).allMatch(line -> line.contains("(surety.yaml line "));
  }

  @Test
  void theProductionFileLoadsWithItsSecretFromTheEnvironment() {
    String secret = "org.example.Login required password=\"hush\";";
    JobSettings settings =
        OptionsLoader.load(
            new String[] {"--config", PRODUCTION.toString()},
            Map.of("SURETY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", secret));

    assertThat(settings.get(JobOptions.STANDINGS)).isEqualTo("standings");
    assertThat(settings.kafkaProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", secret);
    assertThat(settings.describe()).noneMatch(line -> line.contains("hush"));
  }

  @Test
  void theReadyFileShowsTheDefaults() {
    JobSettings settings = OptionsLoader.load(new String[] {"--config", FILE.toString()}, Map.of());

    List<ConfigOption<?>> changed =
        JobOptions.all()
            .filter(ConfigOption::hasDefaultValue)
            .<ConfigOption<?>>map(option -> option)
            .filter(option -> !option.defaultValue().equals(settings.get(option)))
            .toList();
    assertThat(changed).isEmpty();
  }
}
