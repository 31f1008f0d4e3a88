package dev.surety.benchmarks.gateway;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.domain.RoutingRequest;
import dev.surety.trials.cluster.DoorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Whose turn it is. Every door, and whoever asks through Kafka, reads all decisions: in another's
 * turn they stand still, or are not there, or that one would pay for being watched.
 */
final class Turns implements AutoCloseable {

  /** In it a door that stood still reads what was decided meanwhile, and nobody is measured. */
  private static final long CATCH_UP_MILLIS = 1_000;

  private final String brokers;
  private final String kafka;
  private final Map<String, DoorProcess> doors;
  private Gateway router;

  /**
   * All doors go on until the first turn.
   *
   * @param kafka who asks through Kafka
   * @param doors by who asks them
   */
  Turns(String brokers, String kafka, Map<String, DoorProcess> doors) {
    this.brokers = brokers;
    this.kafka = kafka;
    this.doors = doors;
  }

  /** From now on it is this one's. */
  void begin(String target) throws IOException, InterruptedException {
    for (Map.Entry<String, DoorProcess> door : doors.entrySet()) {
      if (door.getKey().equals(target)) {
        door.getValue().goOn();
      } else {
        door.getValue().pause();
      }
    }
    if (target.equals(kafka) && router == null) {
      router =
          Gateway.open(GatewaySettings.builder(brokers).timeout(Duration.ofMinutes(1)).build());
    } else if (!target.equals(kafka)) {
      closeRouter();
    }
    if (doors.containsKey(target)) {
      Thread.sleep(CATCH_UP_MILLIS);
    }
  }

  /** Asks the router, in the turn of who asks through Kafka. */
  CompletionStage<Execution> ask(RoutingRequest request) {
    return router.ask(request);
  }

  private void closeRouter() {
    if (router != null) {
      router.close();
      router = null;
    }
  }

  /** Lets all doors go on: one that stands still could not be stopped. */
  @Override
  public void close() throws IOException {
    closeRouter();
    for (DoorProcess door : doors.values()) {
      door.goOn();
    }
  }
}
