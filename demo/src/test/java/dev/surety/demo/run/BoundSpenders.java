package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Refusal;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Gateways that ask a real job at once, more than two hard budgets can pay: one of a key, and one
 * that three tiers of a tenant share. What is decided for each is counted from the topic.
 */
final class BoundSpenders {

  private static final int GATEWAYS = 64;
  private static final int EACH = 8;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** An answer of the cheapest model is expected to cost some 0.0003. */
  private static final double OWN_USD = 0.02;

  private static final double SHARED_USD = 0.05;

  private static final TenantTier OWN = new TenantTier("own-budget", "gold");
  private static final List<TenantTier> SHARED =
      List.of(
          new TenantTier("shared-budget", "gold"),
          new TenantTier("shared-budget", "silver"),
          new TenantTier("shared-budget", "bronze"));

  /** Keys that decisions are made for. */
  static final int KEYS = 1 + SHARED.size();

  private final TopicsByHand hand;

  /** Late in a month tiers begin with nothing, so each must have been leased to. */
  private final Set<TenantTier> served = new HashSet<>();

  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private int asked;

  BoundSpenders(TopicsByHand hand) throws Exception {
    this.hand = hand;
    put(new SlaUpdate(OWN.tenant(), OWN.tier(), dear().within(hard(OWN_USD))));
    put(new SlaUpdate("shared-budget", "*", dear()));
    put(new BudgetUpdate("shared-budget", 1, hard(SHARED_USD)));
    // Until then they would be served by the promise to all, which has no budget.
    new Backlog(hand.clients, JobLauncher.GROUP, TopicsByHand.TOPICS.control()).awaitEmpty(LIMIT);
  }

  private static SlaPolicy dear() {
    return Promises.fixed(Pools.DEAR, 0.9).sla();
  }

  private static BudgetTerms hard(double usd) {
    return new BudgetTerms(usd, Period.MONTH, ZoneOffset.UTC, true);
  }

  private void put(ControlUpdate update) throws Exception {
    TopicRecord record = ControlJson.write(update);
    hand.producer
        .send(new ProducerRecord<>(TopicsByHand.TOPICS.control(), record.key(), record.value()))
        .get();
  }

  /** Until the money of the key is gone, and more of the tenant's than its tiers began with. */
  void spend() throws Exception {
    TopicsByHand.await(
        "leases to three tiers",
        LIMIT,
        () -> {
          askAtOnce();
          Map<String, Double> spent = spent();
          return spent.getOrDefault(OWN.tenant(), 0.0) > 0.9 * OWN_USD
              && spent.getOrDefault("shared-budget", 0.0) > 0.4 * SHARED_USD
              && served.size() == KEYS;
        });
    System.out.printf("%d requests of %d gateways at once: %s%n", asked, GATEWAYS, spent());
  }

  private void askAtOnce() throws Exception {
    ExecutorService gateways = Executors.newFixedThreadPool(GATEWAYS);
    CountDownLatch together = new CountDownLatch(GATEWAYS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int gateway = 0; gateway < GATEWAYS; gateway++) {
        TenantTier key = gateway % 2 == 0 ? OWN : SHARED.get(gateway / 2 % SHARED.size());
        String id = "g%d-%d-".formatted(gateway, asked);
        all.add(
            gateways.submit(
                () -> {
                  together.countDown();
                  together.await();
                  for (int i = 0; i < EACH; i++) {
                    request(key, id + i);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      gateways.shutdownNow();
    }
    asked += GATEWAYS * EACH;
    hand.producer.flush();
    TopicsByHand.await("answers to all", LIMIT, () -> answered() >= asked);
  }

  private void request(TenantTier key, String id) {
    long now = System.currentTimeMillis();
    sentAt.put(id, now);
    var request = Requests.id(id).of(key).at(now).tokens(1000, 500).request();
    byte[] name = key.key().getBytes(UTF_8);
    hand.producer.send(
        new ProducerRecord<>(TopicsByHand.TOPICS.requests(), name, RequestJson.write(request)));
  }

  private int answered() throws Exception {
    int answered = 0;
    for (var record : hand.read(TopicsByHand.TOPICS.decisions())) {
      var answer = DecisionJson.read(record.value());
      answered += answer instanceof Decision d && isOurs(d.key()) ? 1 : 0;
      answered += answer instanceof Refusal r && isOurs(r.key()) ? 1 : 0;
    }
    return answered;
  }

  private static boolean isOurs(TenantTier key) {
    return key.equals(OWN) || SHARED.contains(key);
  }

  /** What was decided to be spent, by tenant; of each month no more than its budget. */
  private Map<String, Double> spent() throws Exception {
    Map<String, Double> spent = new TreeMap<>();
    Map<String, Double> ofMonth = new TreeMap<>();
    Map<TenantTier, Long> clocks = new HashMap<>();
    for (var record : hand.read(TopicsByHand.TOPICS.decisions())) {
      if (DecisionJson.read(record.value()) instanceof Decision decision
          && isOurs(decision.key())) {
        served.add(decision.key());
        String tenant = decision.key().tenant();
        // A key's clock is the latest time that one of its requests has named.
        long clock = clocks.merge(decision.key(), sentAt.get(decision.requestId()), Math::max);
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(clock).atZone(ZoneOffset.UTC));
        spent.merge(tenant, decision.expectedCostUsd(), Double::sum);
        ofMonth.merge(tenant + ' ' + month, decision.expectedCostUsd(), Double::sum);
      }
    }
    ofMonth.forEach(
        (tenant, usd) ->
            assertThat(usd)
                .as(tenant)
                .isLessThanOrEqualTo(
                    (tenant.startsWith(OWN.tenant()) ? OWN_USD : SHARED_USD) + 1e-9));
    return spent;
  }
}
