package dev.surety.job;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Properties of an admin client that waits while no broker answers. Kafka's goes back to its first
 * addresses whenever none of the brokers can be reached, and the more often the longer it lasts: in
 * a minute the three of a JobManager wrote half a million lines, 137 MB, and had its cores (Kafka
 * 4.2, {@code AdminMetadataManager.rebootstrap}).
 */
final class PatientAdmin {

  private PatientAdmin() {}

  /** A copy; who has chosen a recovery keeps it. */
  static Properties of(Properties client) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return properties;
  }
}
