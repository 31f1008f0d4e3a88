package dev.surety.job;

import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What the job reads: one source a topic, raw records, committed ones only. */
final class RecordSources {

  private final JobSettings settings;

  RecordSources(JobSettings settings) {
    this.settings = settings;
  }

  CheckedTopic requests() {
    return checked(JobOptions.REQUESTS);
  }

  CheckedTopic feedback() {
    return checked(JobOptions.FEEDBACK);
  }

  /** From the beginning: records are versioned, so reading one again changes nothing. */
  KafkaSource<RawRecord> control() {
    return of(JobOptions.CONTROL, OffsetsInitializer.earliest());
  }

  private CheckedTopic checked(ConfigOption<String> topic) {
    return new CheckedTopic(
        of(topic, new StartingOffsets(settings.get(JobOptions.KAFKA_START))),
        new BrokersAnswer(settings.get(topic), settings),
        settings.get(JobOptions.NEW_TOPICS));
  }

  private KafkaSource<RawRecord> of(ConfigOption<String> topic, OffsetsInitializer start) {
    String name = settings.get(topic);
    String group = settings.get(JobOptions.GROUP_ID);
    Properties properties = PatientAdmin.of(settings.kafkaProperties()); // the source has one
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        String.valueOf(settings.get(JobOptions.DISCOVERY).toMillis()));
    return KafkaSource.<RawRecord>builder()
        .setProperties(properties)
        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP_SERVERS))
        .setTopics(name)
        .setGroupId(group)
        .setClientIdPrefix(group + '-' + name)
        .setStartingOffsets(start)
        .setDeserializer(new RawRecordDeserializer())
        .build();
  }
}
