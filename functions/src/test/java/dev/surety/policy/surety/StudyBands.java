package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a routing study says that satisfaction and cost come to, cell by cell. */
final class StudyBands {

  private final List<String> outside = new ArrayList<>();
  private int numbers;

  /** The cells of a file beside this class. */
  static List<String> lines(String file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(StudyBands.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(l -> !l.startsWith("#")).toList();
    }
  }

  /** The printed target is rounded; the exact one is a quarter, half, ... of the gap. */
  static double target(RoutingData data, double printed) {
    for (double share : new double[] {0.25, 0.5, 0.75, 0.9}) {
      if (Math.abs(data.target(share) - printed) < 6e-5) {
        return data.target(share);
      }
    }
    throw new AssertionError(data.name() + " has no target near " + printed);
  }

  /**
   * Compares a cell. The bands are printed with one and two decimals; so are the means compared.
   *
   * @param rateBand least and most, as of the cost
   */
  void compare(String cell, double rate, double[] rateBand, double cost, double[] costBand) {
    String line =
        "%s: rate %+.2f in %+.1f..%+.1f, cost %.2f in %.2f..%.2f"
            .formatted(cell, rate, rateBand[0], rateBand[1], cost, costBand[0], costBand[1]);
    boolean rateOut = isOutside(round(rate, 10), rateBand);
    boolean costOut = isOutside(round(cost, 100), costBand);
    numbers += 2;
    if (rateOut) {
      outside.add("rate: " + line);
    }
    if (costOut) {
      outside.add("cost: " + line);
    }
    System.out.println((rateOut || costOut ? "OUT " : "in  ") + line);
  }

  /** At most one number in twenty may lie outside. */
  void assertHeld() {
    System.out.printf("%d numbers, %d outside their bands%n", numbers, outside.size());
    assertThat(numbers).isPositive();
    assertThat(outside.size()).as("%s", outside).isLessThanOrEqualTo(Math.max(1, numbers / 20));
  }

  private static boolean isOutside(double value, double[] band) {
    return value < band[0] || value > band[1];
  }

  private static double round(double value, double places) {
    return Math.rint(value * places) / places;
  }
}
