package dev.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

  private static GatewaySettings.Builder builder() {
    return GatewaySettings.builder("127.0.0.1:9092");
  }

  @Test
  void onlyBrokersAreNeeded() {
    GatewaySettings settings = builder().build();

    assertThat(settings.topics()).isEqualTo(Topics.DEFAULT);
    assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.maxBlock()).isEqualTo(settings.timeout());
    assertThat(settings.keepFor()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.openWithin()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.closeWithin()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void noBrokersAreAskedFor() {
    assertThatThrownBy(() -> GatewaySettings.builder(Map.of()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give bootstrap.servers, for instance 127.0.0.1:9092");
    assertThatThrownBy(() -> GatewaySettings.builder(" ").build())
        .hasMessageContaining("bootstrap.servers");
  }

  /** What a promise of the gateway rests on can't be taken away by a property. */
  @ParameterizedTest
  @CsvSource({
    "group.id, leave it out",
    "acks, leave it out",
    "value.deserializer, leave it out",
    "max.block.ms, use maxBlock",
    "delivery.timeout.ms, use keepFor"
  })
  void propertiesThatAreTheGatewaysOwnAreRefused(String property, String mend) {
    assertThatThrownBy(() -> GatewaySettings.builder(Map.of(property, "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(property)
        .hasMessageContaining(mend);
  }

  @Test
  void timesHaveBounds() {
    refuses("timeout must be from PT0.001S to PT1H, not PT0S", b -> b.timeout(Duration.ZERO));
    refuses("timeout must be from", b -> b.timeout(Duration.ofHours(2)));
    refuses("maxBlock must be from PT0S", b -> b.maxBlock(Duration.ofMillis(-1)));
    refuses("keepFor must be from PT1S", b -> b.keepFor(Duration.ZERO));
    refuses("openWithin must be from PT0.1S", b -> b.openWithin(Duration.ZERO));
    refuses("closeWithin must be from PT0S", b -> b.closeWithin(Duration.ofDays(1)));
    assertThat(builder().maxBlock(Duration.ZERO).build().maxBlock()).isZero();
  }

  private static void refuses(String message, UnaryOperator<GatewaySettings.Builder> change) {
    assertThatThrownBy(() -> change.apply(builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /** Kafka's own check comes with opening, before anything is sent. */
  @Test
  void whatKafkasClientsRefuseIsSaid() {
    assertThatThrownBy(
            () -> Gateway.open(builder().kafka("security.protocol", "CARRIER_PIGEON").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Kafka refuses the settings")
        .hasMessageContaining("CARRIER_PIGEON");
    assertThatThrownBy(() -> Gateway.open(builder().keepFor(Duration.ofSeconds(5)).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delivery.timeout.ms");
  }

  @Test
  void aKafkaThatIsNotThereIsSaidInTime() {
    GatewaySettings nowhere =
        GatewaySettings.builder("127.0.0.1:1").openWithin(Duration.ofMillis(300)).build();
    long start = System.nanoTime();

    assertThatThrownBy(() -> Gateway.open(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no gateway to 127.0.0.1:1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void noPasswordIsPrinted() {
    assertThat(builder().kafka("sasl.jaas.config", "password=\"hunter2\"").build())
        .asString()
        .contains("sasl.jaas.config")
        .doesNotContain("hunter2");
  }

  @Test
  void topicsMayShareAPrefix() {
    assertThat(Topics.prefixed("eu-"))
        .isEqualTo(
            new Topics(
                "eu-requests",
                "eu-feedback",
                "eu-control",
                "eu-decisions",
                "eu-standings",
                "eu-dead-letters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu/", "a b", "ü"})
  void namesThatKafkaDoesNotAllowAreRefused(String prefix) {
    assertThatThrownBy(() -> Topics.prefixed(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't be the topic of requests");
  }
}
