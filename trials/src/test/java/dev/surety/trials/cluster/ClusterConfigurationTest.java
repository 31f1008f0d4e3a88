package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigurationTest {

  @TempDir private Path folder;

  @Test
  void flinkReadsEveryValueAsItWasMeant() throws IOException {
    Map<String, String> values =
        configuration(
            settings()
                .withStateBackend(StateBackend.ROCKSDB)
                .with("metrics.scope.jm", "a \"quoted\" \\ value: # no comment")
                .with("some.number", "007"));

    ClusterFolder written = ClusterFolder.create(folder.resolve("work"), values);

    assertThat(GlobalConfiguration.loadConfiguration(written.configuration().toString()).toMap())
        .containsAllEntriesOf(values)
        .containsEntry("state.backend.type", "rocksdb");
  }

  @Test
  void everyAddressIsLoopback() {
    assertThat(configuration(settings()))
        .allSatisfy(
            (key, value) -> {
              if (key.matches(".*(address|host)$")) {
                assertThat(value).isEqualTo("127.0.0.1");
              }
            });
  }

  @Test
  void whatIsSetCountsMoreThanWhatIsChosen() {
    assertThat(configuration(settings().with("heartbeat.timeout", "50 s")))
        .containsEntry("heartbeat.timeout", "50 s");
  }

  @Test
  void refusesWhatCantBeACluster() {
    assertThatThrownBy(() -> settings().withTaskManagers(0, 2))
        .hasMessage("taskManagers must be 1 or more, not 0");
    assertThatThrownBy(() -> settings().with("a: b\nc", "d"))
        .hasMessageContaining("is no key of Flink's configuration");
    assertThatThrownBy(() -> FlinkJars.ofBuild(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("flink-classpath.txt")
        .hasMessageContaining("./mvnw -pl job -am package");
  }

  private ClusterSettings settings() {
    return ClusterSettings.in(folder.resolve("work"), new FlinkJars(List.of(), folder));
  }

  private static Map<String, String> configuration(ClusterSettings settings) {
    return ClusterConfiguration.of(settings, new LoopbackAddresses(1, 2, 3));
  }
}
