package dev.surety.trials.cluster;

import java.io.IOException;

/** Flink answered a REST call with an error; the message is the server's own. */
final class FlinkRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  FlinkRefusal(String call, int status, String serverMessage) {
    super("Flink refused %s with status %d: %s".formatted(call, status, serverMessage));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
