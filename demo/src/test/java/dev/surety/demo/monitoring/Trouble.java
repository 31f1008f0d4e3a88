package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Everything that alerts watch for, done to a real job through its topics. */
final class Trouble implements AutoCloseable {

  /** Whose users are never satisfied. */
  static final TenantTier MISSED = new TenantTier("acme", "gold");

  /** Who was promised what no model reaches. */
  static final TenantTier IMPOSSIBLE = new TenantTier("globex", "gold");

  /** Who is served by a model that fails. */
  static final TenantTier FAILED = new TenantTier("initech", "gold");

  /** Who is served well. */
  static final TenantTier SERVED = new TenantTier("umbrella", "gold");

  /** Who was served badly at first, and well ever since. */
  static final TenantTier INDEBTED = new TenantTier("wayne", "gold");

  /** Whose state is broken. */
  static final TenantTier BROKEN = new TenantTier("hooli", "gold");

  /** Whose decisions ask a judge whom nobody has connected. */
  static final TenantTier UNJUDGED = new TenantTier("stark", "gold");

  /** The same, with next to no money for it. */
  static final TenantTier POOR = new TenantTier("tyrell", "gold");

  /** Who has next to no money for answers, and gets them. */
  static final TenantTier OVERSPENT = new TenantTier("soylent", "gold");

  /** The model that fails them all. */
  static final String AWAY = Pools.of(6).get(0).name();

  private static final double LABEL_USD = 1e-7;

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String OUTCOMES =
      "flink_taskmanager_job_task_operator_surety_outcome_outcomes";

  private final Map<String, Object> clients;
  private final Gateway gateway;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Exposition job;
  private int asked;
  private long reported;

  Trouble(Map<String, Object> clients, Exposition job) throws Exception {
    this.job = job;
    this.clients = clients;
    producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    for (var model : Pools.of(6)) {
      put(new ModelUpdate(model));
    }
    for (var model : Pools.three()) {
      put(new ModelUpdate(model));
    }
    promise(MISSED, Promises.fixed(Pools.CHEAP, 0.95));
    promise(IMPOSSIBLE, Promises.surety(0.99));
    promise(FAILED, Promises.fixed(Pools.MIDDLE, 0.5));
    promise(SERVED, Promises.fixed(Pools.DEAR, 0.5));
    promise(INDEBTED, Promises.surety(0.9));
    promise(BROKEN, brokenPromise());
    judge(UNJUDGED, 1);
    judge(POOR, 2.5 * LABEL_USD);
    put(
        new SlaUpdate(
            OVERSPENT.tenant(),
            OVERSPENT.tier(),
            Promises.fixed(Pools.DEAR, 0.5)
                .sla()
                .within(new BudgetTerms(1e-6, Period.MONTH, ZoneId.of("Z"), false))));
    promise(new TenantTier("*", "bronze"), Promises.fixed(Pools.DEAR, 0.5));
    gateway = Gateway.open(GatewaySettings.builder(clients).topics(TOPICS).timeout(LIMIT).build());
  }

  /** Its policy weighs by a number that it keeps: in the state that number is none. */
  static Promises brokenPromise() {
    return Promises.of("slarouter", 0.5).with("v_rule", "controller");
  }

  private void promise(TenantTier key, Promises promise) throws Exception {
    put(new SlaUpdate(key.tenant(), key.tier(), promise.sla()));
  }

  private void judge(TenantTier key, double budgetUsd) throws Exception {
    JudgeTerms judge = new JudgeTerms(LABEL_USD, budgetUsd, JudgeTerms.USUAL_ACCURACY);
    // Where all users speak nobody's label is worth anything.
    SlaPolicy sla = Promises.surety(0.9).speaking(0.05, 0.05).solicited(0).sla().judgedBy(judge);
    put(new SlaUpdate(key.tenant(), key.tier(), sla));
  }

  private void put(ControlUpdate update) throws Exception {
    TopicRecord record = ControlJson.write(update);
    producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
  }

  private Execution ask(TenantTier key, long ahead)
      throws InterruptedException, ExecutionException, TimeoutException {
    return gateway
        .ask(Requests.id("r" + asked++).of(key).at(System.currentTimeMillis() + ahead).request())
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private void report(Answers answer) {
    gateway.report(answer.at(System.currentTimeMillis()).feedback());
    reported++;
  }

  /** A request of a tenant that is served well, and whether its user says so. */
  void served(boolean said) throws Exception {
    Execution execution = ask(SERVED, 0);
    if (said) {
      report(Answers.to(execution.decision()).satisfied(true));
    }
  }

  /** The users of two tenants get what does not satisfy them. */
  void dissatisfied() throws Exception {
    for (TenantTier key : new TenantTier[] {MISSED, IMPOSSIBLE}) {
      report(Answers.to(ask(key, 0).decision()).satisfied(false));
    }
  }

  /** One of them is asked, and its users have the debt of the first hours before them. */
  void indebted(boolean satisfied) throws Exception {
    report(Answers.to(ask(INDEBTED, 0).decision()).satisfied(satisfied));
  }

  /** Requests that the job, which does not run, never sees: Kafka has deleted them before. */
  void overtakenByRetention() throws Exception {
    TopicPartition requests = new TopicPartition(TOPICS.requests(), 0);
    long end = 0;
    for (int i = 0; i < 3; i++) {
      byte[] value =
          RequestJson.write(
              Requests.id("unseen-" + i).of(SERVED).at(System.currentTimeMillis()).request());
      end =
          producer
              .send(new ProducerRecord<>(requests.topic(), 0, SERVED.key().getBytes(UTF_8), value))
              .get()
              .offset();
    }
    try (Admin admin = Admin.create(clients)) {
      admin.deleteRecords(Map.of(requests, RecordsToDelete.beforeOffset(end + 1))).all().get();
    }
  }

  /** Decisions that want their answers judged, and nobody does. */
  void unjudged() throws Exception {
    ask(UNJUDGED, 0);
    ask(POOR, 0);
  }

  /** Answers of a tenant whose soft budget pays none of them. */
  void overspent() throws Exception {
    ask(OVERSPENT, 0);
  }

  void failing() throws Exception {
    Execution execution = ask(FAILED, 0);
    report(Answers.to(execution.decision()).failed(false));
  }

  /**
   * A model that three tenants have used answers none of them: once less than what makes a tenant
   * leave it by itself.
   */
  void away(boolean yet) {
    for (TenantTier key : new TenantTier[] {SERVED, MISSED, IMPOSSIBLE}) {
      Answers answer = Answers.unrouted("away-" + asked++, AWAY).of(key);
      report(yet ? answer.failed(false) : answer.tokens(1000, 500));
    }
  }

  void anotherName() throws Exception {
    report(Answers.to(ask(SERVED, 0).decision()).by("c-dear-2026-11-30").satisfied(true));
  }

  /** A gateway that has lost the ids of the decisions. */
  void withoutDecision() {
    report(Answers.unrouted("lost-" + asked++, Pools.DEAR).of(SERVED).satisfied(true));
  }

  void freeOfCharge() throws Exception {
    report(Answers.to(ask(SERVED, 0).decision()).tokens(1000, 500).paid(0));
  }

  /** The clock of a gateway is a minute ahead. */
  void clockAhead() throws Exception {
    ask(SERVED, 60_000);
  }

  void noJson() throws Exception {
    byte[] key = SERVED.key().getBytes(UTF_8);
    producer.send(new ProducerRecord<>(TOPICS.requests(), key, "no JSON".getBytes(UTF_8))).get();
  }

  void strangers() throws Exception {
    ask(new TenantTier("stranger-" + asked, "bronze"), 0);
  }

  void oneOfTheBroken() throws Exception {
    ask(BROKEN, 0);
  }

  void priceThatJumps() throws Exception {
    put(new ModelUpdate(Pools.version(Pools.priced(Pools.three().get(2), 100), 2)));
  }

  void halfThePoolDown() throws Exception {
    for (var model : Pools.of(6)) {
      put(
          new ModelStatus(
              model.name(), 1, Status.DOWN, Long.MAX_VALUE, Status.ACTIVE, Long.MIN_VALUE));
    }
  }

  /** Until the job has taken in all that was reported. */
  void awaitTakenIn() throws Exception {
    gateway.flush(LIMIT);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (job.sum(OUTCOMES) < reported) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the job has not taken in %d reports".formatted(reported));
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws Exception {
    gateway.close();
    producer.close();
  }
}
