package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.testing.SharedFlink;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job outlives a JobManager that dies while Kafka is away, in application mode on real
 * processes. The time-out is a minute by default and two seconds here.
 *
 * <p>Shown once: with a main that asks Kafka, as it did before, the application ends for good at
 * the first time-out, and the test with it. With the admin clients' own way back to the brokers
 * (see {@code PatientAdmin}) the JobManagers log 137 MB.
 */
@ExtendWith(SharedFlink.class)
class FailoverWithoutKafkaITCase {

  private static final int REQUESTS = 200;
  private static final int LOG_BYTES = 5_000_000;

  @Test
  void decidesByItselfWhenTheBrokerIsBackAfterTwoTimeOuts(@TempDir Path folder) throws Exception {
    FailoverWithoutKafka.Outcome outcome =
        FailoverWithoutKafka.play(Path.of(".."), folder, Duration.ofSeconds(2), 2);

    System.out.println(outcome);
    assertThat(outcome.attempts()).isGreaterThanOrEqualTo(2);
    // Of the control topic or of a source, whichever lost patience first.
    assertThat(outcome.whyInVain()).contains("kafka.common.errors.TimeoutException");
    assertThat(outcome.requests()).isEqualTo(REQUESTS);
    assertThat(outcome.decisionsLost()).isZero();
    assertThat(outcome.rowsLost()).isZero();
    assertThat(outcome.holds()).isTrue();
    assertThat(outcome.loggedBytes()).isLessThan(LOG_BYTES);
  }
}
