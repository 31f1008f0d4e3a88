package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlTopicFacts;
import dev.surety.flink.ControlRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ControlAnewTest {

  private static RawRecord tombstone(int partition, long offset) {
    return new RawRecord("control", partition, offset, 1, "sla/a/b".getBytes(UTF_8), null);
  }

  @Test
  void aTopicThatBeginsAgainUnderARunningJobMakesItStartAgain() throws Exception {
    try (OneInputStreamOperatorTestHarness<RawRecord, ControlRecord> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new ParseControl(new InputLimits(1, 1_000), "v"))) {
      harness.processElement(tombstone(0, 7), 1);
      harness.processElement(tombstone(0, 9), 1);
      harness.processElement(tombstone(1, 0), 1);

      assertThatThrownBy(() -> harness.processElement(tombstone(0, 0), 1))
          .hasStackTraceContaining("partition 0 of the control topic begins again at offset 0");
    }
  }

  @Test
  void aTopicThatLosesRecordsOrTheirOrderIsNamedWithTheMend() {
    assertThat(new ControlTopicFacts("control", "b:1", 1, "compact", 9, 0).problems()).isEmpty();
    assertThat(new ControlTopicFacts("control", "b:1", 1, null, 9, 0).problems()).isEmpty();
    assertThat(new ControlTopicFacts("control", "b:1", 3, "compact,delete", 9, 0).problems())
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("3 partitions", "--partitions 1"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "cleanup.policy=compact,delete", "--add-config cleanup.policy=compact"));
  }

  @Test
  void whatAnOpenTransactionHoldsBackIsSaid() {
    assertThat(new ControlTopicFacts("control", "b:1", 1, "compact", 9, 0).heldBack()).isNull();
    assertThat(new ControlTopicFacts("control", "b:1", 1, "compact", 9, 4).heldBack())
        .contains("holds back 4 offsets from 9 on", "find-hanging --topic control");
  }
}
