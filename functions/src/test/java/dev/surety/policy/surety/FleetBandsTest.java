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
 *
 * <p>With a judge (S+B): right in nine of ten, asked where his label is worth more than a request
 * of the hindsight mixture costs, which is his price and in the cost.
 */
@RequiresData
class FleetBandsTest {

  private static final int SEEDS = 10;
  private static final String TIER = "gold";
  private static final int TENANTS = 10;
  private static final double ACCURACY = 0.9;

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
    holds("fleet-bands.csv", false);
  }

  @Test
  void meansOverTenFleetsWithAJudgeLieInTheBands() throws IOException {
    holds("fleet-bands-judged.csv", true);
  }

  private static void holds(String file, boolean judged) throws IOException {
    boolean all = System.getProperty("surety.bands", "").equals("all");
    Map<String, RoutingData> sets = new HashMap<>();
    StudyBands bands = new StudyBands();
    for (String cell : StudyBands.lines(file)) {
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
        Fleet fleet = new Fleet(data, target, band.phi, band.tags, judged, seed);
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
    private final double labelPrice;
    private final SplittableRandom random;
    private double satisfied;
    private double cost;
    private long requests;

    Fleet(RoutingData data, double target, double phi, boolean tags, boolean judged, long seed) {
      this.data = data;
      this.phi = phi;
      labelPrice = judged ? data.cheapestMixture(target) : Double.POSITIVE_INFINITY;
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
        if (judged) {
          algorithm.appoint(state, ACCURACY);
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
      boolean bought = algorithm.labelValue(state, m, proposal) > labelPrice;
      algorithm.paid(state, m, bucket, data.cost()[row][m]);
      boolean speaks = random.nextDouble() < phi;
      if (speaks || bought) {
        double label = random.nextDouble() < quality ? 1 : 0;
        if (speaks) {
          algorithm.learn(state, m, bucket, Outcome.label(label), false);
        }
        if (bought) {
          cost += labelPrice;
          judge(state, m, bucket, label, speaks);
        }
        for (Lesson lesson : state.learner.takeLessons()) {
          sums.take(member, TIER, lesson, 0);
        }
        publish();
      }
    }

    /** A user's word stands; with the judge's it makes a pair. */
    private void judge(SuretyState state, int m, int bucket, double label, boolean spoke) {
      double word = random.nextDouble() < ACCURACY ? label : 1 - label;
      if (spoke) {
        algorithm.paired(state, m, bucket, label, word, 1);
      } else {
        algorithm.judged(state, m, bucket, word, false);
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
