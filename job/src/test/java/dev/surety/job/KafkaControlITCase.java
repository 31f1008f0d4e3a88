package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaControlITCase {

  @Test
  void aBrokerThatDoesNotAnswerIsNamedWithTheMend() {
    String nobody = "127.0.0.1:1";
    JobSettings settings =
        OptionsLoader.of(
            Map.of(
                "kafka.bootstrap.servers", nobody,
                "kafka.control-timeout", "2 s",
                "journal.path", "file:///tmp/journal"));

    assertThatThrownBy(() -> new KafkaControl(settings).read(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'control' could not be read from " + nobody + " within PT2S")
        .hasMessageContaining("kafka.bootstrap.servers");
  }
}
