package dev.surety.operate.kafka;

import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/** What Kafka's clients refuse, in one line. */
public final class KafkaFailure {

  private static final int DEEPEST = 10;

  private KafkaFailure() {}

  /** The innermost cause, which is what a person can mend. */
  public static IOException of(KafkaException e) {
    Throwable cause = e;
    for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
      cause = cause.getCause();
    }
    return new IOException(
        "Kafka: "
            + cause.getMessage()
            + "; check --bootstrap-servers, --config and what you may do",
        e);
  }
}
