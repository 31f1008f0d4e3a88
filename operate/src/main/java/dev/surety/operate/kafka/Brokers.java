package dev.surety.operate.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Kafka is, and how to get in: options that every command with a topic has. */
public final class Brokers {

  private static final int LONGEST_CALL_MILLIS = 20_000;

  /**
   * After it the broker aborts what a killed producer left open, and whoever reads committed
   * records goes on; Kafka's own minute is long for a router.
   */
  private static final int LONGEST_TRANSACTION_MILLIS = 15_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9092",
      description = "Brokers to ask first, separated by commas (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka's clients, as Kafka's own tools take them: security.protocol,"
              + " sasl.jaas.config and the like.")
  private Path config;

  private Map<String, Object> clients() throws IOException {
    Properties given = new Properties();
    if (config != null) {
      try (Reader file = Files.newBufferedReader(config)) {
        given.load(file);
      } catch (NoSuchFileException e) {
        throw new ParameterException(
            spec.commandLine(), "there is no file " + config + "; name one that exists", e);
      } catch (IllegalArgumentException | IOException e) {
        throw new ParameterException(
            spec.commandLine(), config + " is no file of properties: " + e.getMessage(), e);
      }
    }
    Map<String, Object> clients = new HashMap<>();
    given.stringPropertyNames().forEach(name -> clients.put(name, given.getProperty(name)));
    clients.put("bootstrap.servers", bootstrapServers);
    clients.put("default.api.timeout.ms", LONGEST_CALL_MILLIS);
    clients.put("request.timeout.ms", LONGEST_CALL_MILLIS / 2);
    return clients;
  }

  /** Only committed records; belongs to no group. */
  public KafkaConsumer<byte[], byte[]> consumer() throws IOException {
    Map<String, Object> clients = clients();
    clients.put("isolation.level", "read_committed");
    clients.put("enable.auto.commit", "false");
    clients.put("allow.auto.create.topics", "false");
    return new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** For what a broker knows of its topics. */
  public Admin admin() throws IOException {
    return Admin.create(clients());
  }

  /** The brokers to ask first. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The same brokers, as options of Kafka's own commands. */
  public String tools() {
    return "--bootstrap-server "
        + bootstrapServers
        + (config == null ? "" : " --command-config " + config);
  }

  /** Sends each record once, and reports it sent when all replicas in sync have it. */
  public KafkaProducer<byte[], byte[]> producer() throws IOException {
    return new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * @param transactionalId a producer that begins with the same one fences this one off
   */
  public KafkaProducer<byte[], byte[]> producer(String transactionalId) throws IOException {
    Map<String, Object> clients = producing();
    clients.put("transactional.id", transactionalId);
    clients.put("transaction.timeout.ms", LONGEST_TRANSACTION_MILLIS);
    return new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producing() throws IOException {
    Map<String, Object> clients = clients();
    clients.remove("default.api.timeout.ms");
    clients.put("acks", "all");
    clients.put("max.block.ms", LONGEST_CALL_MILLIS);
    clients.put("delivery.timeout.ms", 2 * LONGEST_CALL_MILLIS);
    clients.put("max.request.size", 64 << 20); // the brokers' own limit decides
    return clients;
  }
}
