package dev.surety.demo.kafka;

import java.time.Duration;
import kafka.server.KafkaRaftServer;

/** Stops a broker without ever waiting longer than asked. */
final class BoundedStop {

  private BoundedStop() {}

  /** Returns whether the broker had stopped when the time was over. */
  static boolean stop(KafkaRaftServer server, Duration timeout) {
    Thread stopper =
        new Thread(
            () -> {
              server.shutdown();
              server.awaitShutdown();
            },
            "kafka-stop");
    stopper.setDaemon(true);
    stopper.start();
    try {
      stopper.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !stopper.isAlive();
  }
}
