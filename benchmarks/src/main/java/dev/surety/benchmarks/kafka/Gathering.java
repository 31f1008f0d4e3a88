package dev.surety.benchmarks.kafka;

import java.util.Map;

/**
 * How a Kafka producer gathers records.
 *
 * @param lingerMillis how long it waits for company
 * @param inFlight requests that may be under way to one broker at once
 * @param batchBytes of one partition that go into one request
 */
record Gathering(int lingerMillis, int inFlight, int batchBytes) {

  /** As Kafka's producer does by itself. */
  static final Gathering KAFKAS_OWN = new Gathering(5, 5, 16 << 10);

  /** Nothing waits but for the request before it: as the job's decisions and our clients do. */
  static final Gathering ONE_IN_FLIGHT = new Gathering(0, 1, 64 << 10);

  /** As Kafka names them. */
  Map<String, String> properties() {
    return Map.of(
        "linger.ms", String.valueOf(lingerMillis),
        "max.in.flight.requests.per.connection", String.valueOf(inFlight),
        "batch.size", String.valueOf(batchBytes));
  }

  @Override
  public String toString() {
    return "linger %d ms, %d in flight, %d KB".formatted(lingerMillis, inFlight, batchBytes >> 10);
  }
}
