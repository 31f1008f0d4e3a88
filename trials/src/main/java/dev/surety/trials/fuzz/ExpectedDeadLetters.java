package dev.surety.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.wire.json.DeadLetters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What must become of every bad record, by its address, held against the dead letters. */
final class ExpectedDeadLetters {

  /**
   * @param hash of key and value; 0 if the letter need not have them as they came
   */
  private record Fate(Reason reason, String kind, int hash) {}

  private final Map<String, Fate> awaited = new ConcurrentHashMap<>();
  private final Map<String, Long> complaints = new TreeMap<>();
  private final int maxBytes;
  private long wrongReasons;
  private long changed;
  private long unexpected;
  private long letters;

  /**
   * @param maxBytes what the job takes at most; letters about larger records are cut
   */
  ExpectedDeadLetters(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A bad record lies at this address, {@code topic-partition@offset}; from any thread. */
  void await(String address, FuzzRecord record) {
    boolean asItCame = record.fate() != Reason.NO_SLA && record.fate() != Reason.NO_MODELS;
    boolean whole = record.bytes() <= maxBytes;
    int hash = asItCame && whole ? hash(record.key(), record.value()) : 0;
    awaited.put(address, new Fate(record.fate(), record.kind(), hash));
  }

  void take(ConsumerRecord<byte[], byte[]> letter) {
    letters++;
    Map<String, String> headers = new HashMap<>();
    letter
        .headers()
        .forEach(h -> headers.put(h.key(), h.value() == null ? "" : new String(h.value(), UTF_8)));
    String address =
        "%s-%s@%s"
            .formatted(
                headers.get(DeadLetters.TOPIC),
                headers.get(DeadLetters.PARTITION),
                headers.get(DeadLetters.OFFSET));
    Fate fate = awaited.remove(address);
    Rejection rejection = DeadLetters.rejection(headers);
    if (fate == null) {
      unexpected++;
      complain("a good record, or one a second time: " + rejection.detail());
    } else if (rejection.reason() != fate.reason()) {
      wrongReasons++;
      complain(fate.kind() + ": " + rejection.reason() + " instead of " + fate.reason());
    } else if (fate.hash() != 0 && fate.hash() != hash(letter.key(), letter.value())) {
      changed++;
      complain(fate.kind() + ": other bytes than came");
    }
  }

  private void complain(String what) {
    complaints.merge(what, 1L, Long::sum);
  }

  private static int hash(byte[] key, byte[] value) {
    int hash = 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    return hash == 0 ? 1 : hash;
  }

  long letters() {
    return letters;
  }

  long missing() {
    return awaited.size();
  }

  long unexpected() {
    return unexpected;
  }

  long wrongReasons() {
    return wrongReasons;
  }

  long changed() {
    return changed;
  }

  /** What was wrong, in words, with how often; empty if nothing was. */
  Map<String, Long> complaints() {
    Map<String, Long> all = new TreeMap<>(complaints);
    awaited.values().forEach(fate -> all.merge(fate.kind() + ": no dead letter", 1L, Long::sum));
    return all;
  }
}
