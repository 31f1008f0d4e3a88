package dev.surety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/**
 * A promise that names only a target is kept by the same decisions, byte for byte, as before
 * promises could say anything else: the digests of {@code target-alone-20000.txt} were written by
 * the engine of then (commit {@code d725e9e2}), and so were those of a million requests, which
 * {@code -Dsurety.requests=1000000} plays. A change that moves them on purpose says so.
 */
class TargetAloneTest {

  private static final int REQUESTS = Integer.getInteger("surety.requests", 20_000);

  @Test
  void theDecisionsOfATargetAloneAreThoseOfBefore() throws IOException {
    TargetAlone stream = new TargetAlone();
    stream.play(REQUESTS);
    stream.end();

    String golden = "target-alone-" + REQUESTS + ".txt";
    try (InputStream before = getClass().getResourceAsStream(golden)) {
      assertThat(before).as(golden).isNotNull();
      assertThat(stream.digests.lines()).isEqualTo(new String(before.readAllBytes(), UTF_8));
    }
  }
}
