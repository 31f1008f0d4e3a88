package dev.surety.demo.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this JVM: one KRaft node, broker and controller at once, bound to
 * 127.0.0.1 only.
 *
 * <p>With a folder of its own (a temporary one) the data is gone after {@link #close()}; with a
 * given folder it stays, and a broker that is started there again has the same cluster id, topics
 * and records.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final int PORT_ATTEMPTS = 3;
  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

  private final KafkaRaftServer server;
  private final String bootstrap;
  private final Path folder;
  private final boolean temporary;
  private volatile boolean closed;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrap, Path folder, boolean temporary) {
    this.server = server;
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.temporary = temporary;
  }

  /** Starts a broker on free ports with a temporary folder that {@link #close()} deletes. */
  public static EmbeddedKafka start() throws IOException {
    return start(BrokerOptions.defaults());
  }

  /**
   * Starts a broker and returns once it accepts requests.
   *
   * @throws IOException if the folder can't be used or the port is taken
   */
  public static EmbeddedKafka start(BrokerOptions options) throws IOException {
    if (options.port() != 0) {
      LoopbackPorts.requireFree(options.port());
      return startOn(options.port(), options);
    }
    for (int attempt = 1; attempt < PORT_ATTEMPTS; attempt++) {
      try {
        return startOn(LoopbackPorts.free(), options);
      } catch (IOException e) {
        // Somebody may have taken the port since it was found free; nothing else is tried again.
        if (!LoopbackPorts.isTakenPort(e)) {
          throw e;
        }
      }
    }
    return startOn(LoopbackPorts.free(), options);
  }

  private static EmbeddedKafka startOn(int port, BrokerOptions options) throws IOException {
    boolean temporary = options.folder().isEmpty();
    Path folder =
        temporary
            ? Files.createTempDirectory("surety-kafka-")
            : Files.createDirectories(options.folder().get());
    KafkaRaftServer server = null;
    try {
      KraftFolder.formatIfNew(folder, options.security());
      int controllerPort = LoopbackPorts.free();
      var properties = BrokerProperties.of(options, folder, port, controllerPort);
      server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, "127.0.0.1:" + port, folder, temporary);
    } catch (IOException | RuntimeException e) {
      if (server != null) {
        BoundedStop.stop(server, STOP_TIMEOUT);
      }
      if (temporary) {
        Folders.deleteTree(folder);
      }
      String where = "127.0.0.1:" + port + " with the folder " + folder;
      throw new IOException(
          "Kafka did not start on " + where + ": " + e.getMessage() + ". Try an empty folder.", e);
    }
  }

  /** The {@code bootstrap.servers} of this broker: {@code 127.0.0.1:PORT}. */
  public String bootstrap() {
    return bootstrap;
  }

  /** The folder that holds the log. */
  public Path folder() {
    return folder;
  }

  /**
   * Creates those of the topics that aren't there yet; see {@link TopicAdmin#create}.
   *
   * @throws IOException if the broker refuses a topic or doesn't answer within 30 seconds
   */
  public void createTopics(Map<String, TopicSettings> topics) throws IOException {
    TopicAdmin.create(bootstrap, topics);
  }

  /** Stops the broker within a minute and deletes its folder if that was a temporary one. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean stopped = BoundedStop.stop(server, STOP_TIMEOUT);
    if (temporary) {
      Folders.deleteTree(folder);
    }
    if (!stopped) {
      throw new IOException("The Kafka broker did not stop within " + STOP_TIMEOUT);
    }
  }
}
