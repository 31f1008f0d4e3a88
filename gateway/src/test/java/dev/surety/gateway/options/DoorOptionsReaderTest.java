package dev.surety.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorOptionsReaderTest {

  private static final List<String> ENOUGH =
      List.of(
          "--kafka.bootstrap.servers=b:9092",
          "--api-keys.file=keys.jsonl",
          "--upstreams.a.url=http://127.0.0.1:1/v1/",
          "--upstreams.a.models.small=s1");

  @TempDir private Path folder;

  private static DoorSettings read(String... more) {
    return DoorOptionsReader.read(
        null, Map.of(), Stream.concat(ENOUGH.stream(), Stream.of(more)).toList());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  @Test
  void argumentsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file = file("listen: {port: 1, address: 0.0.0.0}\ndecision.budget: 10 ms\n");
    Map<String, String> environment =
        Map.of("SURETY_GATEWAY_LISTEN_PORT", "2", "SURETY_GATEWAY_DECISION_BUDGET", "20 ms");
    List<String> arguments = Stream.concat(ENOUGH.stream(), Stream.of("--listen.port=3")).toList();

    DoorSettings settings = DoorOptionsReader.read(file, environment, arguments);

    assertThat(settings.listening().address()).isEqualTo("0.0.0.0");
    assertThat(settings.listening().port()).isEqualTo(3);
    assertThat(settings.deciding().budget()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void originsAreReadAsBrowsersWriteThem() {
    assertThat(read().listening().corsOrigins()).isEmpty();
    assertThat(
            read("--cors.origins=HTTPS://App.Example.com, http://localhost:3000,https://a.b:443")
                .listening()
                .corsOrigins())
        .containsExactly("https://app.example.com", "http://localhost:3000", "https://a.b");
    assertThat(read("--cors.origins=*").listening().corsOrigins()).containsExactly("*");
    for (String none :
        List.of(
            "app.example.com",
            "https://app.example.com/",
            "https://*.example.com",
            "https://me@app.example.com",
            "null",
            "*, https://a.b")) {
      assertThatThrownBy(() -> read("--cors.origins=" + none))
          .as(none)
          .hasMessageContaining("'cors.origins' takes");
    }
  }

  @Test
  void everythingHasADefaultButWhereToGo() {
    assertThat(read().deciding().budget()).isEqualTo(Duration.ofMillis(50));
    assertThat(read().upstreams().get(0).url()).hasToString("http://127.0.0.1:1/v1");
    assertThatThrownBy(() -> DoorOptionsReader.read(null, Map.of(), List.of()))
        .hasMessageContaining("3 problems")
        .hasMessageContaining("'kafka.bootstrap.servers' must be set")
        .hasMessageContaining("'api-keys.file' must be set")
        .hasMessageContaining("no upstream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--listen.prot=1 | there is no option 'listen.prot'; did you mean 'listen.port'?",
        "--upstreams.a.headers.content-length=1 | the door's own",
        "--upstreams.a.headers.a b=1 | no name of a header",
        "--upstreams.a.ulr=x | did you mean 'upstreams.a.url'?",
        "--listen.port=99999 | takes 0 to 65535",
        "--decision.budget=50 | takes a whole number and a unit",
        "--decision.budget=2 h | takes 0 ms to 1 min",
        "--answer.model=mine | takes real, alias",
        "--decision.incumbent=smal | no upstream serves 'smal'; did you mean 'small'?",
        "--decision.route-names=small | is the name of a model, too",
        "--upstreams.b.url=ftp://x | takes http:// or https:// and a host",
        "--upstreams.a.key-env=NOT_THERE | environment variable NOT_THERE is not set",
        "--upstreams.a.key-file=/not/there | can't be read",
        "--upstreams.a.lacks.small=eyes | takes vision, audio, files, tools, json-schema",
        "--upstreams.a.lacks.big=vision | serves no such model",
        "--upstreams.a.models.other=s1 | name there of both",
        "listen.port=1 | is no option; write --key=value"
      })
  void whatCantBeIsRefusedWithTheMend(String argument, String mend) {
    assertThatThrownBy(() -> read(argument)).hasMessageContaining(mend);
  }

  @Test
  void aMisspeltVariableIsRefusedAndKubernetesOwnAreNot() {
    Map<String, String> kubernetes =
        Map.of(
            "SURETY_GATEWAY_SERVICE_HOST", "10.0.0.1",
            "SURETY_GATEWAY_SERVICE_PORT_HTTP", "80",
            "SURETY_GATEWAY_PORT", "tcp://10.0.0.1:80",
            "SURETY_GATEWAY_PORT_80_TCP_ADDR", "10.0.0.1");
    assertThat(DoorOptionsReader.read(null, kubernetes, ENOUGH).listening().port()).isEqualTo(8080);
    assertThatThrownBy(
            () -> DoorOptionsReader.read(null, Map.of("SURETY_GATEWAY_LISTEN_PROT", "1"), ENOUGH))
        .hasMessageContaining("did you mean SURETY_GATEWAY_LISTEN_PORT?");
  }

  @Test
  void aFileSaysWhereItIsWrong() throws IOException {
    Path file = file("listen:\n  port: 1\n  prot: 2\nkeys: [a]\n");
    assertThatThrownBy(() -> DoorOptionsReader.read(file, Map.of(), ENOUGH))
        .hasMessageContaining("gateway.yaml line 3: there is no option 'listen.prot'")
        .hasMessageContaining("gateway.yaml line 4: 'keys' is a list");
    assertThatThrownBy(() -> DoorOptionsReader.read(folder.resolve("none.yaml"), Map.of(), ENOUGH))
        .hasMessageContaining("none.yaml that can be read");
  }

  @Test
  void secretsAreFetchedByReferenceAndNeverShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), "from-file\n");
    DoorSettings settings =
        DoorOptionsReader.read(
            null,
            Map.of(
                "A_KEY", "from-environment",
                "SURETY_GATEWAY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "password=hidden"),
            Stream.concat(
                    ENOUGH.stream(),
                    Stream.of(
                        "--upstreams.a.key-env=A_KEY",
                        "--upstreams.b.url=http://b/v1",
                        "--upstreams.b.models.gpt-4.1=x,y",
                        "--upstreams.b.key-file=" + secret,
                        "--upstreams.b.lacks.gpt-4.1=vision, json-schema"))
                .toList());

    assertThat(settings.upstreams().get(0).key().reveal()).isEqualTo("from-environment");
    UpstreamSettings b = settings.upstreams().get(1);
    assertThat(b.key().reveal()).isEqualTo("from-file");
    assertThat(b.models()).isEqualTo(Map.of("gpt-4.1", List.of("x", "y")));
    assertThat(b.lacks()).isEqualTo(Map.of("gpt-4.1", Set.of(Ability.VISION, Ability.JSON_SCHEMA)));
    assertThat(settings.kafka().get("sasl.jaas.config").reveal()).isEqualTo("password=hidden");
    assertThat(settings.toString())
        .doesNotContain("from-environment")
        .doesNotContain("from-file")
        .doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configs/gateway.yaml", "k8s-operator/gateway/gateway.yaml"})
  void theReadyFilesAreRight(String file) {
    DoorSettings ready =
        DoorOptionsReader.read(Path.of("..", file), Map.of("OPENAI_API_KEY", "x"), List.of());
    assertThat(ready.upstreams()).extracting(UpstreamSettings::name).contains("openai");
  }
}
