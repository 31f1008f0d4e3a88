package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaControlITCase {

  @Test
  void aBrokerThatDoesNotAnswerIsNamedWithTheMend() throws IOException {
    String nobody = "127.0.0.1:" + freePort();
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
