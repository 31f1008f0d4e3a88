package dev.surety.demo.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The broker as a process of its own, for tests that kill it.
 *
 * <p>Arguments: PORT (0 for a free one) and FOLDER. Prints {@code ready 127.0.0.1:PORT} once it
 * accepts requests and then runs until SIGTERM or SIGINT. Exit code 2 for bad usage, 1 if it can't
 * start.
 */
public final class EmbeddedKafkaMain {

  private EmbeddedKafkaMain() {}

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    BrokerOptions options = null;
    try {
      options = optionsFrom(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\nusage: EmbeddedKafkaMain PORT FOLDER");
      System.exit(2);
    }
    try {
      EmbeddedKafka kafka = EmbeddedKafka.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(kafka), "kafka-close"));
      System.out.println("ready " + kafka.bootstrap());
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    new CountDownLatch(1).await(); // until a signal ends the process
  }

  static BrokerOptions optionsFrom(String[] args) {
    if (args.length != 2) {
      throw new IllegalArgumentException("Expected 2 arguments, got " + args.length + ".");
    }
    try {
      return BrokerOptions.defaults()
          .withPort(Integer.parseInt(args[0]))
          .withFolder(Path.of(args[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("PORT must be a whole number, not '" + args[0] + "'.", e);
    }
  }

  private static void closeQuietly(EmbeddedKafka kafka) {
    try {
      kafka.close();
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
