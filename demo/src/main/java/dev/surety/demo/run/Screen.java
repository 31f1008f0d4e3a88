package dev.surety.demo.run;

import dev.surety.client.Standings;
import dev.surety.demo.live.LiveSnapshot;
import dev.surety.demo.live.TenantLine;
import dev.surety.demo.traffic.Tenant;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.lab.data.RoutingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums up the run so far for the live table; fed with every answer once. */
final class Screen {

  private static final int LATENCIES = 2_000;

  private final DemoScenario scenario;
  private final Standings standings;
  private final List<String> links;
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<Tenant, Sums> sums = new HashMap<>();
  private final double[] latencies = new double[LATENCIES];
  private long taken;
  private final long startNanos = System.nanoTime();

  /** Running sums of one tenant; arrays are in pool order. */
  private static final class Sums {
    /** Since the promise in force began, as is {@link #satisfaction}. */
    long answers;

    double satisfaction;
    double costUsd;
    final double[] quality;
    final double[] allCostUsd;
    final Long[] decisions;

    Sums(int models) {
      quality = new double[models];
      allCostUsd = new double[models];
      decisions = new Long[models];
      Arrays.fill(decisions, 0L);
    }
  }

  Screen(DemoScenario scenario, Standings standings, List<String> links) {
    this.scenario = scenario;
    this.standings = standings;
    this.links = links;
    scenario.tenants().forEach(t -> sums.put(t, new Sums(scenario.data().pool().size())));
  }

  void event(String what) {
    events.add(what);
  }

  /** Something else was promised: what was delivered before says nothing of it. */
  void promised(Tenant tenant) {
    Sums s = sums.get(tenant);
    s.answers = 0;
    s.satisfaction = 0;
  }

  void take(Served served) {
    Sums s = sums.get(served.request().tenant());
    s.answers++;
    s.satisfaction += served.satisfaction();
    s.costUsd += served.costUsd();
    s.decisions[served.model()]++;
    for (int m = 0; m < s.quality.length; m++) {
      s.quality[m] += served.alternatives().quality()[m];
      s.allCostUsd[m] += served.alternatives().costUsd()[m];
    }
    latencies[(int) (taken++ % LATENCIES)] = served.latencyNanos() / 1e6;
  }

  LiveSnapshot snapshot(long sent, long planned) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    double[] sorted = Arrays.copyOf(latencies, (int) Math.min(taken, LATENCIES));
    Arrays.sort(sorted);
    RoutingData data = scenario.data();
    return new LiveSnapshot(
        elapsed,
        sent,
        planned,
        sent / Math.max(1e-3, elapsed.toNanos() / 1e9),
        Quantiles.of(sorted, 0.5),
        Quantiles.of(sorted, 0.99),
        data.pool().names(),
        scenario.tenants().stream().map(this::line).toList(),
        judge(),
        List.copyOf(events),
        links);
  }

  private Standing standing(Tenant tenant) {
    return standings.of(new TenantTier(tenant.name(), tenant.tier()));
  }

  /** As all standings say, or {@code null} where none speaks of a judge. */
  private JudgeStanding judge() {
    return scenario.tenants().stream()
        .map(this::standing)
        .filter(standing -> standing != null && standing.judge() != null)
        .map(Standing::judge)
        .reduce(JudgeStanding::plus)
        .orElse(null);
  }

  private TenantLine line(Tenant tenant) {
    Sums s = sums.get(tenant);
    Standing standing = standing(tenant);
    int best = -1;
    for (int m = 0; m < s.quality.length; m++) {
      boolean always = scenario.start().get(m);
      best = always && (best < 0 || s.quality[m] > s.quality[best]) ? m : best;
    }
    return new TenantLine(
        tenant.name(),
        tenant.tier(),
        standing == null ? tenant.target() : standing.target(),
        s.answers == 0 ? Double.NaN : s.satisfaction / s.answers,
        s.costUsd,
        s.allCostUsd[best],
        standing == null ? 0 : standing.queue(),
        List.of(s.decisions));
  }
}
