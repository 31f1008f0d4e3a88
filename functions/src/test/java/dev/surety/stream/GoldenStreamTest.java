package dev.surety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Behaviour unchanged, as a test: requests, feedback and control records of all policies go through
 * the engine and over every wire, and not a byte of what comes of them may change. Who changes one
 * on purpose says so by the line of {@code golden-stream.txt} that moves; a refactoring moves none.
 */
class GoldenStreamTest {

  private static final int REQUESTS = 4000;

  /** Tuesday evening. */
  private static final long START = 1_700_000_000_000L;

  private final SplittableRandom chance = new SplittableRandom(20231114);
  private final StreamRecords records = new StreamRecords(chance);
  private final StreamRun run = new StreamRun();
  private final PriorityQueue<Late> late = new PriorityQueue<>();
  private long now = START;
  private long sent;

  /** What comes later; of two that come at once, the one that was sent first. */
  private record Late(long time, long number, byte[] json, boolean request)
      implements Comparable<Late> {
    @Override
    public int compareTo(Late other) {
      return time == other.time
          ? Long.compare(number, other.number)
          : Long.compare(time, other.time);
    }
  }

  @Test
  void theDigestsOfTheRecordedStreamAreThoseOfBefore() throws IOException {
    play();

    try (InputStream golden = getClass().getResourceAsStream("golden-stream.txt")) {
      assertThat(run.digests.lines()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  private void play() {
    StreamConfiguration.first().forEach(this::control);
    TopicRecord artefact = StreamConfiguration.artefact();
    run.control(artefact.key(), artefact.value());
    Map<Integer, String> later = StreamConfiguration.later();
    for (int n = 0; n < REQUESTS; n++) {
      if (later.containsKey(n)) {
        control(later.get(n));
      }
      if (n == REQUESTS / 2) {
        run.restart("run-2");
      }
      now += chance.nextInt(n % 500 == 499 ? 3_600_000 : 60_000);
      arrive();
      request(n);
      if (n % 700 == 650) {
        run.idle(StreamConfiguration.KEYS.get(n / 700));
      }
    }
    now += 86_400_000;
    arrive();
    run.end();
  }

  private void control(String json) {
    run.control(null, json.replace('\'', '"').getBytes(UTF_8));
  }

  private void request(int number) {
    TenantTier key = StreamConfiguration.KEYS.get(chance.nextInt(StreamConfiguration.KEYS.size()));
    byte[] json = bytes(records.request(number, key, told()));
    Decision decision = run.request(json, now);
    if (records.rarely(0.05)) {
      send(json, true);
    }
    Decision answered = decision != null ? decision : unrouted("r" + number, key);
    for (int words = chance.nextInt(4); words > 0; words--) {
      long delay = delay();
      byte[] word = bytes(records.feedback(answered, now + delay));
      late.add(new Late(now + delay, sent++, word, false));
      if (records.rarely(0.1)) {
        send(word, false);
      }
    }
    if (records.rarely(0.02)) {
      TenantTier next = StreamConfiguration.KEYS.get(0);
      run.feedback(bytes(records.feedback(unrouted("r" + (number + 1), next), now)), now);
    }
  }

  /** The sender's clock, which is off now and then. */
  private long told() {
    if (records.rarely(0.03)) {
      return now + chance.nextLong(-10_000_000, 10_000_000);
    }
    return now - chance.nextInt(5_000);
  }

  private long delay() {
    return records.rarely(0.1) ? chance.nextInt(20_000_000) : chance.nextInt(300_000);
  }

  private void send(byte[] json, boolean request) {
    late.add(new Late(now + delay(), sent++, json, request));
  }

  private void arrive() {
    while (!late.isEmpty() && late.peek().time <= now) {
      Late next = late.poll();
      if (next.request) {
        run.request(next.json, next.time);
      } else {
        run.feedback(next.json, next.time);
      }
    }
  }

  private static Decision unrouted(String requestId, TenantTier key) {
    return DecisionBuilder.aDecision(requestId)
        .decisionId(null)
        .key(key)
        .model("b-middle")
        .policy("none")
        .reason(Decision.Reason.FIXED)
        .build();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
