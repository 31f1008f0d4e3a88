package dev.surety.trials.fuzz;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.Backlog;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.TopicReader;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.job.options.JobOptions;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends poison to the real job on a real broker, and counts what became of it. */
final class FuzzRun {

  /** Room for prompts of 10 MB: what is too large must be refused by the job, not by the broker. */
  private static final int BROKER_MAX_BYTES = 12 << 20;

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARALLELISM = 2;
  private static final Duration TAKE_IN = Duration.ofMinutes(20);

  private final long records;
  private final long seed;
  private final LongConsumer progress;
  private final int maxBytes = (int) JobOptions.MAX_RECORD_BYTES.defaultValue().getBytes();
  private final ExpectedDeadLetters expected = new ExpectedDeadLetters(maxBytes);
  private final Fuzzer fuzzer;
  private final Map<String, Long> bad = new TreeMap<>();
  private final AtomicReference<Exception> refused = new AtomicReference<>();
  private final BitSet decided = new BitSet();
  private final BitSet journaled = new BitSet();
  private long outcomes;
  private long badRecords;
  private List<String> journalSays = List.of();

  /**
   * @param progress told how many records were sent since it was told last
   */
  FuzzRun(long records, long seed, LongConsumer progress) {
    this.records = records;
    this.seed = seed;
    this.progress = progress;
    this.fuzzer = new Fuzzer(seed, maxBytes);
  }

  FuzzSummary run() throws Exception {
    long start = System.nanoTime();
    BrokerOptions broker = BrokerOptions.defaults().withMessageMaxBytes(BROKER_MAX_BYTES);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(broker);
        Workspace workspace = Workspace.open(null)) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, PARALLELISM));
      long restarts = poison(kafka.bootstrap(), clients, workspace);
      count(clients, workspace);
      return summary(restarts, (System.nanoTime() - start) / 1e9);
    }
  }

  private long poison(String bootstrap, Map<String, Object> clients, Workspace workspace)
      throws Exception {
    Map<String, Object> producing = new HashMap<>(clients);
    producing.put("max.request.size", BROKER_MAX_BYTES);
    try (var producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      FuzzPool.configuration().forEach(record -> send(producer, record));
      producer.flush();
      DemoJob job =
          JobLauncher.start(
              0, PARALLELISM, workspace, Map.of(JobOptions.BOOTSTRAP_SERVERS.key(), bootstrap));
      try {
        job.awaitRunning();
        for (long i = 0; i < records && refused.get() == null; i++) {
          send(producer, i == records / 2 ? fuzzer.tenMegabytes() : fuzzer.next());
          progress.accept(1);
        }
        producer.flush();
        if (refused.get() != null) {
          throw new IOException("Kafka did not take a record: " + refused.get(), refused.get());
        }
        new Backlog(
                clients, JobLauncher.GROUP, TOPICS.requests(), TOPICS.feedback(), TOPICS.control())
            .awaitEmpty(TAKE_IN);
        long restarts = job.restarts();
        job.stop(workspace.savepoint());
        return restarts;
      } catch (Exception | Error e) {
        job.cancel();
        throw e;
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, FuzzRecord record) {
    if (record.isBad()) {
      badRecords++;
      bad.merge(record.kind(), 1L, Long::sum);
    }
    producer.send(
        new ProducerRecord<>(topic(record), record.key(), record.value()),
        (place, failure) -> {
          if (failure != null) {
            refused.compareAndSet(null, failure);
          } else if (record.isBad()) {
            expected.await(place.toString(), record);
          }
        });
  }

  private static String topic(FuzzRecord record) {
    return switch (record.input()) {
      case REQUESTS -> TOPICS.requests();
      case FEEDBACK -> TOPICS.feedback();
      case CONTROL -> TOPICS.control();
    };
  }

  private void count(Map<String, Object> clients, Workspace workspace) throws IOException {
    TopicReader reader = new TopicReader(clients);
    reader.read(TOPICS.deadLetters(), expected::take);
    reader.read(
        TOPICS.decisions(),
        record -> {
          try {
            if (DecisionJson.read(record.value()) instanceof Decision decision) {
              number(decision.requestId(), decided);
            }
          } catch (MalformedRecord e) {
            throw new IllegalStateException("the job wrote a decision that can't be read", e);
          }
        });
    History history = History.newest(JournalFiles.in(workspace.journal()));
    journalSays = JournalAccount.of(history).lines();
    history.read(
        row -> {
          if (row instanceof JournalRow.Decided decision) {
            number(decision.request().requestId(), journaled);
          } else if (row instanceof JournalRow.Outcome) {
            outcomes++;
          }
        });
  }

  /** Good requests are named g0, g1 and on. */
  private static void number(String requestId, BitSet seen) {
    int number = Integer.parseInt(requestId.substring(1));
    if (seen.get(number)) {
      throw new IllegalStateException("request " + requestId + " was decided twice");
    }
    seen.set(number);
  }

  private FuzzSummary summary(long restarts, double seconds) {
    decided.and(journaled);
    return new FuzzSummary(
        seed,
        records,
        badRecords,
        expected.letters(),
        expected.missing(),
        expected.unexpected(),
        expected.wrongReasons(),
        expected.changed(),
        fuzzer.goodRequests(),
        decided.cardinality(),
        fuzzer.goodFeedback(),
        outcomes,
        restarts,
        seconds,
        journalSays,
        expected.complaints(),
        bad);
  }
}
