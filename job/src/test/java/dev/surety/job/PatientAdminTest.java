package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What it is good for is in {@code ManifestITCase}: a log that stays small. */
class PatientAdminTest {

  @Test
  void waitsForTheBrokersItKnows() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:9092");

    assertThat(PatientAdmin.of(client))
        .containsEntry("bootstrap.servers", "127.0.0.1:9092")
        .containsEntry("metadata.recovery.strategy", "none");
    assertThat(client).hasSize(1);
  }

  @Test
  void whoHasChosenARecoveryKeepsIt() {
    Properties client = new Properties();
    client.setProperty("metadata.recovery.strategy", "rebootstrap");

    assertThat(PatientAdmin.of(client)).isEqualTo(client).isNotSameAs(client);
  }
}
