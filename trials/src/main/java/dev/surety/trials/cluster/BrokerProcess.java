package dev.surety.trials.cluster;

import dev.surety.demo.kafka.EmbeddedKafkaMain;
import dev.surety.demo.kafka.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Kafka broker as a JVM of its own on 127.0.0.1, with the class path of this one. It can be
 * killed as a crash would, and started again with the same folder and port.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final String READY = "ready ";

  private final Path folder;
  private final Path logs;
  private final boolean soon;
  private int starts;
  private String bootstrap;
  private ChildJvm process;

  private BrokerProcess(Path folder, Path logs, boolean soon) {
    this.soon = soon;
    this.folder = folder.toAbsolutePath().normalize();
    this.logs = logs.toAbsolutePath().normalize();
  }

  /**
   * Starts a broker on a free port and returns once it accepts requests.
   *
   * @param folder holds the records; goes on with those that are there
   * @param logs what the process prints, one file a start
   * @throws IOException if the process ends, or isn't ready after 2 minutes
   */
  public static BrokerProcess start(Path folder, Path logs) throws IOException {
    return start(folder, logs, true);
  }

  /**
   * The same for whoever measures it: it takes longer to start, and once it is warm half as long
   * for each request, as brokers do that stay.
   */
  public static BrokerProcess startToStay(Path folder, Path logs) throws IOException {
    return start(folder, logs, false);
  }

  private static BrokerProcess start(Path folder, Path logs, boolean soon) throws IOException {
    Files.createDirectories(logs);
    BrokerProcess broker = new BrokerProcess(folder, logs, soon);
    broker.launch(String.valueOf(LoopbackPorts.free()));
    return broker;
  }

  /** The {@code bootstrap.servers} of this broker, {@code 127.0.0.1:PORT}, over restarts too. */
  public String bootstrap() {
    return bootstrap;
  }

  /** SIGKILL. */
  public void kill() throws IOException {
    process.kill();
  }

  /** Starts the broker again where it was; returns once it accepts requests. */
  public void restart() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException("The broker runs; kill it first.");
    }
    launch(bootstrap.substring(bootstrap.indexOf(':') + 1));
  }

  /** SIGTERM, and SIGKILL if it is there 30 seconds later. */
  @Override
  public void close() throws IOException {
    process.askToStop();
    process.awaitStop(STOP_TIMEOUT);
  }

  private void launch(String port) throws IOException {
    starts++;
    String[] arguments = {
      "-Xmx384m",
      "-cp",
      System.getProperty("java.class.path"),
      EmbeddedKafkaMain.class.getName(),
      port,
      folder.toString()
    };
    process =
        ChildJvm.start(
            "broker",
            soon ? ChildJvm.quickToStart(arguments) : List.of(arguments),
            logs,
            logs.resolve("broker-" + starts + ".log"));
    try {
      bootstrap =
          Poll.until("The broker is ready", START_TIMEOUT, this::readyAddress, Optional::isPresent)
              .orElseThrow();
    } catch (IOException e) {
      process.kill();
      throw e;
    }
  }

  private Optional<String> readyAddress() throws IOException {
    process.requireAlive();
    return process
        .output()
        .lines()
        .filter(line -> line.startsWith(READY))
        .map(line -> line.substring(READY.length()).strip())
        .findFirst();
  }
}
