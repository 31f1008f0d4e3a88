package dev.surety.job;

import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.TopicRecord;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What the job writes to Kafka, all of it at least once: a decision can't wait for a checkpoint,
 * and the readers of the others take a record twice without harm.
 */
final class RecordSinks {

  /**
   * A gateway waits for a decision, so none waits for company; what is decided while a request to
   * the broker is under way gathers by itself, the more the longer it takes.
   */
  private static final Map<String, String> ONE_IN_FLIGHT =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, "0",
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
          ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(64 << 10));

  private final JobSettings settings;

  RecordSinks(JobSettings settings) {
    this.settings = settings;
  }

  KafkaSink<TopicRecord> decisions() {
    return of(JobOptions.DECISIONS, decisionProperties());
  }

  KafkaSink<TopicRecord> standings() {
    return of(JobOptions.STANDINGS);
  }

  KafkaSink<TopicRecord> control() {
    return of(JobOptions.CONTROL);
  }

  DeadLetterSink deadLetters() {
    return new DeadLetterSink(
        settings.get(JobOptions.DEAD_LETTERS),
        settings.maxRecordBytes(),
        properties(),
        of(JobOptions.DEAD_LETTERS));
  }

  private KafkaSink<TopicRecord> of(ConfigOption<String> topic) {
    return of(topic, properties());
  }

  private KafkaSink<TopicRecord> of(ConfigOption<String> topic, Properties properties) {
    return KafkaSink.<TopicRecord>builder()
        .setKafkaProducerConfig(properties)
        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP_SERVERS))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new TopicRecordWriter(settings.get(topic), settings.maxRecordBytes()))
        .build();
  }

  Properties decisionProperties() {
    Properties properties = properties();
    ONE_IN_FLIGHT.forEach(properties::putIfAbsent);
    return properties;
  }

  private Properties properties() {
    Properties properties = settings.kafkaProperties();
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(settings.maxRecordBytes()));
    return properties;
  }
}
