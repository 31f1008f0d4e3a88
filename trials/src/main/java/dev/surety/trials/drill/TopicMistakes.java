package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.REFUSED;
import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.demo.kafka.TopicSettings;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.trials.soak.Foreign;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What somebody does to the topics, or sends to them. */
final class TopicMistakes {

  private static final String ACCEPT = "--kafka.new-topics=from-beginning";
  private static final int PARTITIONS = 2;
  private static final int BROKEN_BYTES = 300_000;
  private static final int SMALL_TOPIC_BYTES = 40_000;
  private static final int INVENTED = 50_000;
  private static final long STALL_MILLIS = 3_000;
  private static final long LOOK_MILLIS = 100;

  private TopicMistakes() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.survived(
            "open-transaction",
            "somebody's transaction stays open on every partition of requests",
            TopicMistakes::transaction),
        Exercise.survived(
            "large-dead-letter",
            "a broken record of 300 kB comes, and dead-letters takes 40 kB",
            TopicMistakes::broken),
        Exercise.survived(
            "partitions-added", "requests gets more partitions", TopicMistakes::partitions),
        Exercise.refused(
            "requests-recreated",
            "requests is deleted and created anew while the job is stopped",
            TopicMistakes::recreated),
        Exercise.survived(
            "invented-feedback",
            "50,000 records of feedback on decisions that never were are waiting at a restore",
            TopicMistakes::invented));
  }

  private static Finding transaction(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "open-transaction")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String requests = shop.workload().topics().requests();
      try (KafkaProducer<byte[], byte[]> careless = transactional(ground)) {
        careless.initTransactions();
        careless.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          careless.send(Foreign.record(requests, partition, null, new byte[1])).get();
        }
        Thread.sleep(STALL_MILLIS);
        int stalled = shop.workload().answered();
        Thread.sleep(STALL_MILLIS);
        shop.require(
            shop.workload().answered() == stalled, "it held nobody up, so nothing was tried");
        int aborted = abort(shop, requests);
        shop.require(aborted == PARTITIONS, aborted + " transactions were found");
      }
      shop.serve(2 * SOME);
      // Behind the marks that the ends of the transaction left in each partition.
      for (int partition = 0; partition < PARTITIONS; partition++) {
        askOutsider(shop, "behind-" + partition, partition);
      }
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      return shop.settle(SURVIVED, "all wait until it is aborted as the runbook says, then go on");
    }
  }

  private static KafkaProducer<byte[], byte[]> transactional(Ground ground) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ground.premises().bootstrap(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "careless",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            600_000),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** What {@code kafka-transactions.sh} does: finds who hangs, and aborts. */
  private static int abort(Shop shop, String topic) throws Exception {
    int aborted = 0;
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
    var producers = shop.desk().admin().describeProducers(partitions).all().get();
    for (TopicPartition partition : partitions) {
      for (ProducerState state : producers.get(partition).activeProducers()) {
        if (state.currentTransactionStartOffset().isPresent()) {
          AbortTransactionSpec hanging =
              new AbortTransactionSpec(
                  partition,
                  state.producerId(),
                  (short) state.producerEpoch(),
                  state.coordinatorEpoch().orElse(0));
          shop.desk().admin().abortTransaction(hanging).all().get();
          aborted++;
        }
      }
    }
    return aborted;
  }

  private static Finding broken(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "large-dead-letter")) {
      OperatorDesk desk = shop.desk();
      limit(shop, SMALL_TOPIC_BYTES);
      shop.start(shop.run());
      shop.serve(SOME);
      desk.sendForeign(desk.topics().requests(), 0, null, new byte[BROKEN_BYTES]);
      // Less than the job was told at its start.
      limit(shop, SMALL_TOPIC_BYTES / 4);
      desk.sendForeign(desk.topics().requests(), 1, null, new byte[BROKEN_BYTES]);
      shop.serve(2 * SOME);
      shop.goOn(2);
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      var letters = desk.read(desk.topics().deadLetters());
      shop.require(letters.size() == 2, letters.size() + " dead letters");
      shop.require(
          letters.stream()
              .map(letter -> letter.headers().lastHeader(DeadLetters.VALUE_CUT))
              .allMatch(
                  cut -> cut != null && new String(cut.value(), UTF_8).equals("" + BROKEN_BYTES)),
          "a dead letter does not say how long its record was");
      return shop.settle(SURVIVED, "dead letters are cut to what their topic takes; 0 restarts");
    }
  }

  private static void limit(Shop shop, int bytes) throws Exception {
    ConfigEntry entry =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, shop.desk().topics().deadLetters());
    shop.desk()
        .admin()
        .incrementalAlterConfigs(
            Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static Finding partitions(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "partitions-added")) {
      OperatorDesk desk = shop.desk();
      shop.start(shop.run());
      shop.serve(SOME);
      desk.admin()
          .createPartitions(
              Map.of(desk.topics().requests(), NewPartitions.increaseTo(2 * PARTITIONS)))
          .all()
          .get();
      double seconds = askOutsider(shop, "added", 2 * PARTITIONS - 1);
      shop.serve(SOME);
      return shop.settle(
          SURVIVED, String.format(Locale.ROOT, "the new partition is read after %.1f s", seconds));
    }
  }

  /**
   * A request of nobody's in a partition of one's choice.
   *
   * @return seconds until it is decided
   */
  private static double askOutsider(Shop shop, String name, int partition) throws Exception {
    OperatorDesk desk = shop.desk();
    TenantTier key = desk.promised();
    String id = Foreign.id(name);
    byte[] request =
        RequestJson.write(RoutingRequest.builder(id, key, System.currentTimeMillis()).build());
    long sent = System.nanoTime();
    desk.sendForeign(desk.topics().requests(), partition, key.key().getBytes(UTF_8), request);
    while (desk.answersSince(0).stream().noneMatch(answer -> answer.requestId().equals(id))) {
      if (System.nanoTime() - sent > Shop.LIMIT.toNanos()) {
        throw new IOException("what was sent to partition " + partition + " is not decided");
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return (System.nanoTime() - sent) / 1e9;
  }

  private static Finding recreated(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "requests-recreated")) {
      OperatorDesk desk = shop.desk();
      String requests = desk.topics().requests();
      shop.start(shop.run());
      shop.serve(SOME);
      shop.pause();
      String savepoint = shop.stop();
      desk.admin().deleteTopics(List.of(requests)).all().get();
      TopicAdmin.create(
          ground.premises().bootstrap(), Map.of(requests, TopicSettings.log(PARTITIONS)));
      shop.goOnAsking();
      String refusal = shop.refusal(shop.run().from(savepoint));
      shop.requireWords(refusal, requests, "deleted and created anew", ACCEPT);
      shop.start(shop.run(ACCEPT).from(savepoint));
      shop.serve(SOME);
      return shop.settle(REFUSED, "it says that the topic is another; told so, it goes on in it");
    }
  }

  private static Finding invented(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "invented-feedback")) {
      OperatorDesk desk = shop.desk();
      shop.start(shop.run());
      shop.serve(SOME);
      String savepoint = shop.rest().savepoint(shop.job(), Shop.LIMIT);
      shop.serve(2 * SOME);
      shop.goOn(2);
      shop.cancel();
      TenantTier key = desk.promised();
      for (int i = 0; i < INVENTED; i++) {
        Feedback never =
            Feedback.builder(Foreign.id("never-" + i), key, "nobody", System.currentTimeMillis())
                .decisionId("%016x".formatted(i))
                .satisfaction(0)
                .build();
        desk.streamForeign(
            desk.topics().feedback(), key.key().getBytes(UTF_8), FeedbackJson.write(never));
      }
      desk.flush();
      shop.start(shop.run().from(savepoint));
      shop.serve(2 * SOME);
      return shop.settle(SURVIVED, "of the users' own outcomes each is in its class");
    }
  }
}
