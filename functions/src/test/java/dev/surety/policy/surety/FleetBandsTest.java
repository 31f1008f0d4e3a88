package dev.surety.policy.surety;

import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Fleets of ten like tenants on the shared data sets keep and pay what the fifth routing study,
 * section 5, says of a right implementation: means over 10 seeds, at most one number in twenty
 * outside its band. The fast cells by default; all with {@code ./mvnw -pl functions test
 * -Dtest=FleetBandsTest -Dsurety.bands=all}. The study publishes whatever the number of tenants
 * behind a cell, and so does this.
 */
@RequiresData
class FleetBandsTest {

  private static final int SEEDS = 10;
  private static final String TIER = "gold";
  private static final int TENANTS = 10;

  private record Band(
      boolean fast,
      String set,
      double alpha,
      double phi,
      boolean tags,
      double[] rate,
      double[] cost) {

    static Band parse(String line) {
      String[] f = line.split(",");
      return new Band(
          f[0].equals("*"),
          f[1],
          Double.parseDouble(f[2]),
          Double.parseDouble(f[3]),
          f[4].equals("tag"),
          new double[] {Double.parseDouble(f[5]), Double.parseDouble(f[6])},
          new double[] {Double.parseDouble(f[7]), Double.parseDouble(f[8])});
    }
  }

  @Test
  void meansOverTenFleetsLieInTheBands() throws IOException {
    boolean all = System.getProperty("surety.bands", "").equals("all");
    Map<String, RoutingData> sets = new HashMap<>();
    StudyBands bands = new StudyBands();
    for (String cell : StudyBands.lines("fleet-bands.csv")) {
      Band band = Band.parse(cell);
      if (!all && !band.fast) {
        continue;
      }
      if (!sets.containsKey(band.set)) {
        sets.put(band.set, RoutingData.load(band.set));
      }
      RoutingData data = sets.get(band.set);
      double target = StudyBands.target(data, band.alpha);
      double rate = 0;
      double cost = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        Fleet fleet = new Fleet(data, target, band.phi, band.tags, seed);
        fleet.run(3000);
        rate += 100 * (fleet.satisfied / fleet.requests - target) / SEEDS;
        cost += fleet.cost / fleet.requests / data.cheapestMixture(target) / SEEDS;
      }
      String name =
          "%s alpha %.4f phi %.2f %s"
              .formatted(band.set, band.alpha, band.phi, band.tags ? "tag" : "no tag");
      bands.compare(name, rate, band.rate, cost, band.cost);
    }
    bands.assertHeld();
  }

  /** Ten tenants served in turn, and what they say of the models together. */
  private static final class Fleet {
    private final SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    private final RouteProposal proposal = new RouteProposal();
    private final FleetSums sums = new FleetSums();
    private final FleetEstimate estimate = FleetEstimate.ofAllTenants();
    private final List<FleetMember> members = new ArrayList<>();
    private final List<SuretyState> tenants = new ArrayList<>();
    private final Map<String, Integer> buckets;
    private final RoutingData data;
    private final double phi;
    private final SplittableRandom random;
    private double satisfied;
    private double cost;
    private long requests;

    Fleet(RoutingData data, double target, double phi, boolean tags, long seed) {
      this.data = data;
      this.phi = phi;
      random = new SplittableRandom(seed * 7919 + 17);
      buckets = tags ? byUse(data) : Map.of();
      for (int t = 0; t < TENANTS; t++) {
        SuretyTerms terms = new SuretyTerms(target, phi, phi, false, false, tags);
        SuretyState state = algorithm.start(terms, Precision.COMPACT);
        state.names = slot -> "m" + slot;
        state.gives = true;
        for (double each : data.meanCost()) {
          algorithm.addModel(state, each, 0, 0);
        }
        for (int bucket : buckets.values()) {
          state.learner.cells.owner[bucket] = bucket == rarest() ? 0 : bucket + 1;
        }
        tenants.add(state);
        members.add(new FleetMember());
      }
    }

    /** The rarest domain is the one without a context of its own, if there are several. */
    private int rarest() {
      return Math.min(buckets.size(), SuretyConstants.defaults().buckets()) - 1;
    }

    private static Map<String, Integer> byUse(RoutingData data) {
      int most = SuretyConstants.defaults().buckets();
      Map<String, Long> uses =
          Arrays.stream(data.domain())
              .collect(Collectors.groupingBy(d -> d, Collectors.counting()));
      List<String> order =
          uses.keySet().stream()
              .sorted(Comparator.comparing((String d) -> -uses.get(d)).thenComparing(d -> d))
              .toList();
      Map<String, Integer> buckets = new HashMap<>();
      for (int i = 0; i < order.size(); i++) {
        buckets.put(order.get(i), Math.min(i, most - 1));
      }
      return buckets;
    }

    void run(int rounds) {
      for (int r = 0; r < rounds; r++) {
        for (int t = 0; t < TENANTS; t++) {
          serve(tenants.get(t), members.get(t));
        }
      }
    }

    private void serve(SuretyState state, FleetMember member) {
      int row = random.nextInt(data.rows());
      int bucket = buckets.isEmpty() ? 0 : buckets.get(data.domain()[row]);
      algorithm.route(state, bucket, null, proposal);
      int m = proposal.draw(random.nextDouble());
      algorithm.serve(state, m, bucket);
      double quality = data.quality()[row][m];
      satisfied += quality;
      cost += data.cost()[row][m];
      requests++;
      algorithm.paid(state, m, bucket, data.cost()[row][m]);
      if (random.nextDouble() < phi) {
        double label = random.nextDouble() < quality ? 1 : 0;
        algorithm.learn(state, m, bucket, Outcome.label(label), false);
        for (Lesson lesson : state.learner.takeLessons()) {
          sums.take(member, TIER, lesson, 0);
        }
        publish();
      }
    }

    private void publish() {
      if (sums.isDue()) {
        FleetPrior version =
            FleetPrior.read(estimate.publish(sums, members, sums.version + 1).write());
        for (SuretyState state : tenants) {
          algorithm.take(state, version, state.names);
        }
      }
    }
  }
}
