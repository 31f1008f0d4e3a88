package dev.surety.trials.cluster;

import java.io.IOException;

/** Nobody answers at the REST address, or not yet: worth another try. */
final class FlinkUnreachable extends IOException {

  private static final long serialVersionUID = 1L;

  FlinkUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
