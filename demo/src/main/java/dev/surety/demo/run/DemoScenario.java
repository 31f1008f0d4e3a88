package dev.surety.demo.run;

import dev.surety.demo.traffic.Tenant;
import dev.surety.demo.traffic.Tenants;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.PriceChange;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.SimulatedData;
import dev.surety.lab.train.GivenArtefact;
import dev.surety.policy.proteus.ProteusPolicy;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the run is about: the data, who was promised what, and what will happen midway.
 *
 * @param start models that can be had from the start
 * @param newcomer model that appears midway, or -1
 * @param priceChange what changes its price midway, or {@code null}
 * @param targetChange whose promise changes midway, or {@code null}
 * @param artefacts that are published before the promises
 */
record DemoScenario(
    RoutingData data,
    List<Tenant> tenants,
    BitSet start,
    int newcomer,
    PriceChange priceChange,
    TargetChange targetChange,
    List<ArtefactUpdate> artefacts) {

  static DemoScenario of(DemoSettings settings) throws IOException {
    RoutingData data =
        settings.data == null
            ? SimulatedData.of(settings.requests, settings.seed)
            : RoutingData.read(settings.data);
    int newcomer = -1;
    PriceChange change = null;
    if (settings.events()) {
      newcomer = newcomer(data);
      change = priceChange(data, newcomer);
    }
    BitSet start = new BitSet();
    start.set(0, data.pool().size());
    if (newcomer >= 0) {
      start.clear(newcomer);
    }
    List<Tenant> tenants = Tenants.of(settings.tenants, data, start, settings.target());
    return new DemoScenario(
        data,
        tenants,
        start,
        newcomer,
        change,
        targetChange(settings, tenants),
        settings.artefact == null ? List.of() : List.of(GivenArtefact.read(settings.artefact)));
  }

  /** The one of the highest quality that can be had from the start. */
  String bestModel() {
    double[] quality = data.meanQuality();
    int best = start.stream().reduce((a, b) -> quality[b] > quality[a] ? b : a).orElseThrow();
    return data.pool().get(best).name();
  }

  /** By default of the policy that takes its target at run time alone: there it is worth seeing. */
  private static TargetChange targetChange(DemoSettings settings, List<Tenant> tenants) {
    if (settings.changeTarget != null) {
      return TargetChange.parse(settings.changeTarget, tenants);
    }
    return settings.policy.equals(ProteusPolicy.NAME) ? TargetChange.upgrade(tenants) : null;
  }

  /** The one that appeared last in fact; of recorded data the newest model that is not the best. */
  private static int newcomer(RoutingData data) {
    if (data instanceof SimulatedData simulated) {
      return simulated.newcomer();
    }
    if (data.pool().size() < 3) {
      return -1;
    }
    double[] quality = data.meanQuality();
    double best = Arrays.stream(quality).max().orElse(1);
    return IntStream.range(0, data.pool().size())
        .filter(m -> quality[m] < best)
        .boxed()
        .max(
            Comparator.comparing(
                m -> data.pool().get(m).released().map(Object::toString).orElse("")))
        .orElse(-1);
  }

  /** A real one, or half the price of the dearest model. */
  private static PriceChange priceChange(RoutingData data, int newcomer) {
    if (data instanceof SimulatedData simulated) {
      return simulated.priceChange();
    }
    double[] cost = data.meanCostUsd();
    int dearest =
        IntStream.range(0, cost.length)
            .filter(m -> m != newcomer)
            .boxed()
            .max(Comparator.comparingDouble(m -> cost[m]))
            .orElseThrow();
    Price price = data.pool().get(dearest).price();
    return new PriceChange(
        dearest,
        new Price(price.inputUsdPerMtok() / 2, price.outputUsdPerMtok() / 2),
        "half the price, made up for this demo");
  }
}
