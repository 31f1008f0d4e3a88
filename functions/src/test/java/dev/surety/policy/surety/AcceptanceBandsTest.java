package dev.surety.policy.surety;

import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Satisfaction and cost on the shared data sets lie in the bands of the routing studies (first,
 * section 7; with untried cheap models tried: fifth, section 5): means over 10 seeds, at most one
 * number in twenty outside. Two sets by default; all five with {@code ./mvnw -pl functions test
 * -Dtest=AcceptanceBandsTest -Dsurety.bands=all}.
 */
@RequiresData
class AcceptanceBandsTest {
  private static final int SEEDS = 10;

  private record Band(
      String set,
      double alpha,
      double phi,
      int requests,
      boolean tags,
      double[] rate,
      double[] cost) {

    static Band parse(String line) {
      String[] f = line.split(",");
      return new Band(
          f[0],
          Double.parseDouble(f[1]),
          Double.parseDouble(f[2]),
          Integer.parseInt(f[3]),
          f[4].equals("tag"),
          new double[] {Double.parseDouble(f[5]), Double.parseDouble(f[6])},
          new double[] {Double.parseDouble(f[7]), Double.parseDouble(f[8])});
    }
  }

  @Test
  void meansOverTenSeedsLieInTheBands() throws IOException {
    String only = System.getProperty("surety.bands", "routerbench routellm");
    Map<String, RoutingData> sets = new HashMap<>();
    StudyBands bands = new StudyBands();
    for (String cell : StudyBands.lines("acceptance-bands.csv")) {
      Band band = Band.parse(cell);
      if (!only.equals("all") && !only.contains(band.set)) {
        continue;
      }
      if (!sets.containsKey(band.set)) {
        sets.put(band.set, RoutingData.load(band.set));
      }
      RoutingData data = sets.get(band.set);
      double target = StudyBands.target(data, band.alpha);
      RoutingSimulation simulation =
          new RoutingSimulation(data, target, band.phi, band.tags, SuretyConstants.defaults());
      double rate = 0;
      double cost = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        RoutingSimulation.Result result = simulation.run(band.requests, seed, (s, p, y) -> {});
        rate += 100 * (result.satisfaction() - target) / SEEDS;
        cost += result.cost() / data.cheapestMixture(target) / SEEDS;
      }
      String name =
          "%s alpha %.4f phi %.2f %d %s"
              .formatted(
                  band.set, band.alpha, band.phi, band.requests, band.tags ? "tag" : "no tag");
      bands.compare(name, rate, band.rate, cost, band.cost);
    }
    bands.assertHeld();
  }
}
