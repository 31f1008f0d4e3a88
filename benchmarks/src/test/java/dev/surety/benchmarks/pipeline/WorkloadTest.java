package dev.surety.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  private static final long TIME = Instant.parse("2026-01-31T23:59:59.007Z").toEpochMilli();

  @Test
  void everyTenantAsksOnceBeforeOneAsksAgain() {
    Workload even = Workload.even(500);
    assertThat(LongStream.range(0, 500).map(even::tenant).distinct().count()).isEqualTo(500);
  }

  @Test
  void theHotTenantHasItsShareOfWhatComesLater() {
    Workload hot = Workload.even(100).hot(0.9);
    long own = LongStream.range(1_000, 101_000).filter(i -> hot.tenant(i) == 0).count();
    assertThat(own / 100_000.0).isBetween(0.89, 0.92);
  }

  @Test
  void recordsAreWhatTheTopicsTake() throws MalformedRecord {
    RecordBytes records = new RecordBytes(11);

    RoutingRequest request = RequestJson.read(records.request(12_345, 17, TIME));
    Feedback feedback = FeedbackJson.read(records.feedback(12_345, 17, TIME));

    assertThat(request.requestId()).isEqualTo("b7e1c0de-12345").isEqualTo(feedback.requestId());
    assertThat(request.key().key()).isEqualTo("tenant-17/gold").isEqualTo(feedback.key().key());
    assertThat(request.time()).isEqualTo(TIME).isEqualTo(feedback.time());
    assertThat(request.prompt()).hasSizeBetween(400, 420);
    assertThat(new String(records.request(1, 1, TIME), UTF_8)).hasSizeBetween(500, 700);
  }

  @Test
  void aQuantileOfServiceTimesIsOffByASixteenthAtMost() {
    ServiceTimes times = new ServiceTimes();
    LongStream.rangeClosed(1, 10_000).forEach(i -> times.add(i * 1_000));

    assertThat(times.count()).isEqualTo(10_000);
    assertThat(times.quantile(0.5)).isBetween(5_000_000.0, 5_320_000.0);
    assertThat(times.quantile(0.99)).isBetween(9_900_000.0, 10_520_000.0);
  }
}
