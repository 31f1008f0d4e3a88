package dev.surety.operate.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.TopicScan;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Sends refused records to their topics again, each letter at most once, however often and by
 * however many people this is run. Every record that is sent carries its letter's id in the header
 * {@value #GUARD}; a letter whose id is found in its topic is passed over. Sending is transactional
 * under one fixed id, so that a second run fences the first one off before it looks, and what a run
 * that died has sent by halves is never seen. A transaction is aborted on whatever goes wrong, and
 * by the broker soon after a run was killed: the job reads no further while one is open.
 */
final class DeadLetterReplay {

  static final String GUARD = "replayed_dead_letter";
  private static final String TRANSACTIONAL_ID = "surety-dead-letters-replay";
  private static final int LETTERS_A_TRANSACTION = 500;
  private static final int BYTES_A_TRANSACTION = 4 << 20;

  private final Brokers brokers;

  DeadLetterReplay(Brokers brokers) {
    this.brokers = brokers;
  }

  ReplayCounts run(List<DeadLetter> letters, boolean dryRun) throws IOException {
    if (dryRun) {
      return count(letters, sentBefore(letters));
    }
    try (KafkaProducer<byte[], byte[]> producer = brokers.producer(TRANSACTIONAL_ID)) {
      producer.initTransactions();
      Set<String> before = sentBefore(letters);
      List<DeadLetter> toSend = letters.stream().filter(l -> sendable(l, before)).toList();
      int sent = 0;
      while (sent < toSend.size()) {
        int end = endOfTransaction(toSend, sent);
        send(producer, toSend.subList(sent, end));
        sent = end;
      }
      return count(letters, before);
    }
  }

  /** Small ones: whoever reads the topic waits while one is open. */
  private static int endOfTransaction(List<DeadLetter> letters, int from) {
    long bytes = 0;
    int end = from;
    while (end < letters.size()
        && end - from < LETTERS_A_TRANSACTION
        && bytes < BYTES_A_TRANSACTION) {
      byte[] value = letters.get(end++).value();
      bytes += value == null ? 0 : value.length;
    }
    return end;
  }

  /** All of them or none. An open transaction would keep the job from all that comes after it. */
  private static void send(Producer<byte[], byte[]> producer, List<DeadLetter> letters) {
    producer.beginTransaction();
    try {
      letters.forEach(letter -> producer.send(again(letter)));
      producer.commitTransaction(); // reports what could not be sent
    } catch (RuntimeException | Error e) {
      try {
        producer.abortTransaction();
      } catch (RuntimeException notAborted) {
        e.addSuppressed(notAborted); // the broker aborts it, when its time is over
      }
      throw e;
    }
  }

  /**
   * With the refused record's own key, value, headers and timestamp: the timestamp is what its time
   * is held against, and finds it again here.
   */
  private static ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
    var record =
        new ProducerRecord<>(
            letter.topic(), null, letter.appendedAt().toEpochMilli(), letter.key(), letter.value());
    letter.headers().forEach(header -> record.headers().add(header.name(), header.value()));
    record.headers().add(GUARD, letter.id().getBytes(UTF_8));
    return record;
  }

  /**
   * Ids of letters that were sent by an earlier run. A record that was sent again is not older than
   * the one that was refused, whoever sets the timestamps of the topic.
   */
  private Set<String> sentBefore(List<DeadLetter> letters) throws IOException {
    Map<String, Instant> oldest =
        letters.stream()
            .collect(
                Collectors.toMap(
                    DeadLetter::topic, DeadLetter::appendedAt, (a, b) -> a.isBefore(b) ? a : b));
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = brokers.consumer()) {
      TopicScan scan = new TopicScan(consumer);
      for (Map.Entry<String, Instant> topic : oldest.entrySet()) {
        scan.read(
            topic.getKey(),
            topic.getValue(),
            record -> {
              Header guard = record.headers().lastHeader(GUARD);
              if (guard != null) {
                ids.add(new String(guard.value(), UTF_8));
              }
            });
      }
    }
    return ids;
  }

  private static boolean sendable(DeadLetter letter, Set<String> before) {
    return !letter.cut() && !before.contains(letter.id());
  }

  private static ReplayCounts count(List<DeadLetter> letters, Set<String> before) {
    ReplayCounts counts = new ReplayCounts();
    counts.meant = letters.size();
    for (DeadLetter letter : letters) {
      if (before.contains(letter.id())) {
        counts.alreadySent++;
      } else if (letter.cut()) {
        counts.cut++;
      } else {
        counts.sent++;
        counts.withoutPrompt += letter.rewritten() ? 1 : 0;
      }
    }
    return counts;
  }
}
