package dev.surety.benchmarks.kafka;

import dev.surety.client.Topics;
import java.io.IOException;

/** What answers requests of topics of its own, and runs beside others. */
interface Line extends AutoCloseable {

  /** Of the pool, in every line that routes. */
  int MODELS = 11;

  /** Where it reads and writes. */
  Topics topics();

  /** How whoever asks it gathers records. */
  Gathering clients();

  /**
   * @throws IOException if it has failed
   */
  void requireAlive() throws IOException;

  @Override
  void close() throws IOException;
}
