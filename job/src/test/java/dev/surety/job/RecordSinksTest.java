package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.job.options.OptionsLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RecordSinksTest {

  @Test
  void decisionsWaitForNothingButTheRequestBeforeThem() {
    assertThat(properties(Map.of()))
        .containsEntry("linger.ms", "0")
        .containsEntry("max.in.flight.requests.per.connection", "1")
        .containsEntry("batch.size", "65536");
  }

  @Test
  void whatAnOperatorSetsStands() {
    assertThat(
            properties(
                Map.of(
                    "kafka.properties.linger.ms", "5",
                    "kafka.properties.max.in.flight.requests.per.connection", "3",
                    "kafka.properties.batch.size", "1000")))
        .containsEntry("linger.ms", "5")
        .containsEntry("max.in.flight.requests.per.connection", "3")
        .containsEntry("batch.size", "1000");
  }

  private static Properties properties(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("kafka.bootstrap.servers", "127.0.0.1:9092");
    options.put("journal.path", "file:///tmp/journal");
    return new RecordSinks(OptionsLoader.of(options)).decisionProperties();
  }
}
