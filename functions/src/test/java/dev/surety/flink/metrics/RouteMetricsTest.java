package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.Requirement;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Configuration;
import dev.surety.engine.Effects;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class RouteMetricsTest {

  private static final TenantTier ACME = Requests.KEY;
  private static final TenantTier ZETA = new TenantTier("zeta", "silver");

  private final MetricListener flink = new MetricListener();

  /** Versions of the fleet are numbered by the clock; one of the future is told as such. */
  @Test
  void theFleetsVersionHasAnAge() {
    RouteMetrics metrics = metrics(MeteredTenants.first(9));
    assertThat(fleetAge()).isZero();
    metrics.fleet(System.currentTimeMillis() - 3_600_000);
    assertThat(fleetAge()).isBetween(3_600.0, 3_700.0);
    metrics.fleet(System.currentTimeMillis() + 3_600_000);
    assertThat(fleetAge()).isBetween(-3_600.0, -3_500.0);
    metrics.fleet(0);
    assertThat(fleetAge()).isZero();
  }

  @Test
  void theCacheIsSeenAsItIsWhenSomebodyLooks() {
    long[] bytes = {0};
    metrics(MeteredTenants.first(9)).watchCache(() -> bytes[0], () -> 7L, () -> 3L);
    bytes[0] = 4_096;
    assertThat(cache(RouterMetric.STATE_CACHE)).isEqualTo(4_096);
    assertThat(cache(RouterMetric.STATE_CACHE_MISSED)).isEqualTo(7);
    assertThat(cache(RouterMetric.STATE_CACHE_DROPPED)).isEqualTo(3);
  }

  private long cache(RouterMetric metric) {
    return flink
        .<Long>getGauge(RouterMetric.GROUP, metric.key())
        .map(Gauge::getValue)
        .orElseThrow();
  }

  private double fleetAge() {
    return flink
        .<Double>getGauge(RouterMetric.GROUP, RouterMetric.FLEET_AGE.key())
        .map(Gauge::getValue)
        .orElseThrow();
  }

  @Test
  void countsATenantAndAllOfThemTogether() {
    RouteMetrics metrics = metrics(MeteredTenants.first(9));
    Play acme = Play.of(Promises.fixed(Pools.MIDDLE, 0.75).sla(), Pools.three());
    Play zeta = Play.of(Promises.fixed(Pools.DEAR, 0.9).sla(), Pools.three()).key(ZETA);

    Decision first = route(metrics, acme, Requests.id("r1").request());
    learn(metrics, acme, Answers.to(first).satisfied(false).paid(0.5).feedback());
    learn(metrics, acme, Answers.to(first).satisfied(false).feedback());
    route(metrics, zeta, Requests.id("r2").of(ZETA).request());

    assertThat(counter("tenant.acme.tier.gold.requests")).isEqualTo(1);
    assertThat(counter("requests")).isEqualTo(2);
    assertThat(counter("model.b-middle.decisions")).isEqualTo(1);
    assertThat(counter("tenant.zeta.tier.silver.model.c-dear.decisions")).isEqualTo(1);
    assertThat(counter("outcome.counted.outcomes")).isEqualTo(1);
    assertThat(counter("tenant.acme.tier.gold.outcome.duplicate.outcomes")).isEqualTo(1);
    assertThat(counter("labels")).isEqualTo(1);
    assertThat(gauge("tenant.acme.tier.gold.bookedCostUsd")).isEqualTo(0.5);
    assertThat(gauge("tenant.acme.tier.gold.satisfaction")).isZero();
    assertThat(gauge("tenant.acme.tier.gold.target")).isEqualTo(0.75);
    assertThat(gauge("tenant.acme.tier.gold.queue")).isEqualTo(0.75);
    assertThat(gauge("tenant.acme.tier.gold.debtRequests")).isEqualTo(3);
    assertThat(gauge("queue")).isEqualTo(0.75);
    assertThat(gauge("target")).isCloseTo((0.75 + 0.9) / 2, within(1e-12));
    assertThat(gauge("openDecisions")).isEqualTo(2);
    assertThat(gauge("tenants")).isEqualTo(2);
    assertThat(flink.getHistogram("surety", "decisionLatencyMillis").orElseThrow().getCount())
        .isEqualTo(2);
  }

  @Test
  void failuresAreCountedByModelAndFailingModelsAreSeen() {
    RouteMetrics metrics = metrics(MeteredTenants.first(9));
    Play play = acme();
    for (int i = 0; i < 4; i++) {
      Decision decision = route(metrics, play, Requests.id("r" + i).request());
      learn(metrics, play, Answers.to(decision).error("503").feedback());
      learn(metrics, play, Answers.to(decision).error("503").feedback());
    }

    assertThat(counter("model.a-cheap.failures")).isEqualTo(4);
    assertThat(counter("tenant.acme.tier.gold.model.a-cheap.failures")).isEqualTo(4);
    assertThat(gauge("failingModels")).isEqualTo(1);
    assertThat(gauge("tenant.acme.tier.gold.failingModels")).isEqualTo(1);
    assertThat(counter("outcome.error.outcomes")).isEqualTo(4);
    assertThat(counter("outcome.duplicate.outcomes")).isEqualTo(4);
  }

  /** Also where no tenant says anything any more: nobody is failed by a model that rests. */
  @Test
  void aModelThatIsTakenOutOfServiceFailsNobody() {
    RouteMetrics metrics = metrics(MeteredTenants.first(1));
    for (Play play : new Play[] {acme(), zeta()}) {
      for (int i = 0; i < 4; i++) {
        Decision decision =
            route(metrics, play, Requests.id("r" + i).of(play.state().key()).request());
        learn(metrics, play, Answers.to(decision).error("503").feedback());
      }
    }
    assertThat(gauge("failingModels")).isEqualTo(2);

    Configuration configuration = new Configuration();
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    metrics.configured(configuration.pools(), 1_000);
    assertThat(gauge("failingModels")).isEqualTo(2);
    configuration.put(
        new ModelUpdate(
            Pools.version(Pools.status(Pools.three().get(0), ModelSpec.Status.DOWN), 2)));
    metrics.configured(configuration.pools(), 2_000);
    assertThat(gauge("failingModels")).isZero();
    assertThat(gauge("tenant.acme.tier.gold.failingModels")).isZero();
  }

  @Test
  void moneyOfDecisionsIsWhatTheAccountGained() {
    RouteMetrics metrics = metrics(MeteredTenants.first(9));
    Play play = Play.of(Promises.fixed(Pools.CHEAP, 0.75).sla(), Pools.three());
    route(metrics, play, Requests.id("r1").tokens(100, 50).request());
    route(metrics, play, Requests.id("r2").tokens(900, 50).request());

    Account account = play.account();
    assertThat(gauge("expectedCostUsd")).isCloseTo(account.expectedCostUsd, within(1e-15));
    assertThat(gauge("savedCostUsd"))
        .isPositive()
        .isCloseTo(account.bestSingleCostUsd - account.expectedCostUsd, within(1e-15));
  }

  @Test
  void levelsHoldWhatAnEarlierRunLeftAndCountersDoNot() {
    Play play = Play.of(Promises.fixed(Pools.CHEAP, 0.75).sla(), Pools.three());
    RouteMetrics earlier = new RouteMetrics(new MetricListener().getMetricGroup(), none());
    Decision before = route(earlier, play, Requests.id("r1").request());
    learn(earlier, play, Answers.to(before).satisfied(false).feedback());

    RouteMetrics metrics = metrics(none());
    route(metrics, play, Requests.id("r2").request());
    route(metrics, play, Requests.id("r3").request());

    assertThat(gauge("queue")).isEqualTo(0.75);
    assertThat(gauge("openDecisions")).isEqualTo(3);
    assertThat(counter("requests")).isEqualTo(2);
    assertThat(gauge("tenants")).isEqualTo(1);
  }

  @Test
  void whoComesAfterTheFirstOnesIsInTheTotalsOnly() {
    RouteMetrics metrics = metrics(MeteredTenants.first(1));
    route(metrics, acme(), Requests.id("r1").request());
    route(metrics, zeta(), Requests.id("r2").of(ZETA).request());

    assertThat(flink.getCounter(id("tenant.acme.tier.gold.requests"))).isPresent();
    assertThat(flink.getCounter(id("tenant.zeta.tier.silver.requests"))).isEmpty();
    assertThat(counter("requests")).isEqualTo(2);
  }

  @Test
  void onlyTheNamedOnesAreMetered() {
    RouteMetrics metrics = metrics(new MeteredTenants(9, Set.of("zeta", "acme/silver")));
    route(metrics, acme(), Requests.id("r1").request());
    route(metrics, zeta(), Requests.id("r2").of(ZETA).request());

    assertThat(flink.getCounter(id("tenant.acme.tier.gold.requests"))).isEmpty();
    assertThat(flink.getCounter(id("tenant.zeta.tier.silver.requests"))).isPresent();
  }

  @Test
  void modelsPastTheSixtyFourthShareASeries() {
    RouteMetrics metrics = metrics(none());
    Play play = Play.of(Promises.fixed("model-00", 0.75).sla(), Pools.of(70));
    for (ModelSpec model : Pools.of(70)) {
      route(metrics, play, Requests.id(model.name()).pinned(model.name()).request());
    }

    assertThat(counter("model.model-63.decisions")).isEqualTo(1);
    assertThat(counter("model.other.decisions")).isEqualTo(6);
  }

  @Test
  void anObservedDecisionIsCountedAsSuch() {
    RouteMetrics metrics = metrics(none());
    Play play = Play.of(Promises.fixed(Pools.CHEAP, 0.75).observed().sla(), Pools.three());
    route(metrics, play, Requests.id("r1").request());

    assertThat(counter("observed")).isEqualTo(1);
  }

  @Test
  void refusedRecordsAreCountedByTheirReason() {
    RouteMetrics metrics = metrics(none());
    metrics.rejected(new Rejection(Reason.NO_SLA, ""));
    metrics.rejected(new Rejection(Reason.NO_MODELS, "", Requirement.REGIONS));

    assertThat(counter("reason.no_sla.deadLetters")).isEqualTo(1);
    assertThat(counter("reason.no_models.deadLetters")).isEqualTo(1);
    assertThat(counter("requirement.regions.unmet")).isEqualTo(1);
    assertThat(counter("requirement.deny.unmet")).isZero();
  }

  @Test
  void thePoolIsSeenAsItIsAtTheTime() {
    RouteMetrics metrics = metrics(none());
    Configuration configuration = new Configuration();
    configuration.put(new ModelUpdate(Pools.model("a", 1)));
    configuration.put(
        new ModelUpdate(Pools.status(Pools.model("b", 1), ModelSpec.Status.DRAINING)));
    configuration.put(new ModelUpdate(Pools.from(Pools.model("c", 1), 5_000)));
    configuration.put(new ModelUpdate(Pools.version(Pools.model("a", 100), 2)));

    metrics.configured(configuration.pools(), 4_000);
    assertThat(gauge("poolSize")).isEqualTo(1);
    assertThat(gauge("unconfirmedPrices")).isEqualTo(1);

    metrics.look(configuration.pools(), 4_500);
    assertThat(gauge("poolSize")).isEqualTo(1);
    metrics.look(configuration.pools(), 5_000);
    assertThat(gauge("poolSize")).isEqualTo(2);
  }

  private RouteMetrics metrics(MeteredTenants metered) {
    return new RouteMetrics(flink.getMetricGroup(), metered);
  }

  private static MeteredTenants none() {
    return MeteredTenants.first(0);
  }

  private static Play acme() {
    return Play.of(Promises.fixed(Pools.CHEAP, 0.75).sla(), Pools.three());
  }

  private static Play zeta() {
    return acme().key(ZETA);
  }

  private static Decision route(RouteMetrics metrics, Play play, RoutingRequest request) {
    metrics.before(play.state());
    Effects effects = play.route(request);
    metrics.applied(request.key().key(), play.state(), play.config(), effects, 12);
    return effects.decision();
  }

  private static void learn(RouteMetrics metrics, Play play, Feedback feedback) {
    metrics.before(play.state());
    Effects effects = play.learn(feedback);
    metrics.applied(feedback.key().key(), play.state(), play.config(), effects, 0);
  }

  private long counter(String name) {
    return flink.getCounter(id(name)).orElseThrow().getCount();
  }

  private double gauge(String name) {
    return flink.<Double>getGauge(id(name)).map(Gauge::getValue).orElseThrow();
  }

  private static String[] id(String name) {
    return ("surety." + name).split("\\.");
  }
}
