package dev.surety.lab.fleet;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Draws tenants (fourth routing study, section 1). The same seed draws the same ones. */
public final class NatureDraw {

  /** Most by which an answer's chance to turn is drawn. */
  private static final double MOST_TURN = 0.25;

  /** Concentrations of the mixes of domains: far from the data's, near, and at it. */
  private static final double[] CONCENTRATIONS = {1, 5, 1000};

  private static final int TRIES = 400;

  private final DomainRows domains;
  private final SplittableRandom random;

  public NatureDraw(DomainRows domains, long seed) {
    this.domains = domains;
    random = new SplittableRandom(seed);
  }

  /**
   * The next tenant.
   *
   * @param index of the tenant, which says how far its mix is from the data's
   * @param fits what is asked of it besides
   * @throws IllegalArgumentException if none like that is drawn
   */
  public TenantNature next(TenantKind kind, int index, Predicate<TenantNature> fits) {
    for (int i = 0; i < TRIES; i++) {
      TenantNature drawn = draw(kind, CONCENTRATIONS[index % CONCENTRATIONS.length]);
      if (fits.test(drawn)) {
        return drawn;
      }
    }
    throw new IllegalArgumentException(
        "no tenant of kind "
            + kind.label()
            + " can be drawn from this data whose promise some mixture of models keeps");
  }

  private TenantNature draw(TenantKind kind, double concentration) {
    int models = domains.models();
    double[] mix = new double[domains.domains()];
    double sum = 0;
    for (int d = 0; d < mix.length; d++) {
      double alpha = concentration * domains.share(d);
      mix[d] = kind == TenantKind.SAME || concentration >= 1000 ? domains.share(d) : gamma(alpha);
      sum += mix[d];
    }
    int[] stands = new int[models];
    Arrays.setAll(stands, m -> m);
    double[] up = new double[models];
    double[] down = new double[models];
    turn(kind, stands, up, down);
    double[] quality = new double[models];
    double[] costUsd = new double[models];
    double before = 0;
    for (int d = 0; d < mix.length; d++) {
      double share = mix[d] / sum;
      for (int m = 0; m < models; m++) {
        double base = domains.quality(d, stands[m]);
        quality[m] += share * (base * (1 - down[m]) + (1 - base) * up[m]);
        costUsd[m] += share * domains.costUsd(d, m);
      }
      before += share;
      mix[d] = before;
    }
    return new TenantNature(kind, domains, mix, stands, up, down, quality, costUsd);
  }

  private void turn(TenantKind kind, int[] stands, double[] up, double[] down) {
    switch (kind) {
      case SHIFTED ->
          Arrays.fill(random.nextBoolean() ? up : down, MOST_TURN * random.nextDouble());
      case PECULIAR -> {
        for (int m = 0; m < up.length; m++) {
          (random.nextBoolean() ? up : down)[m] = MOST_TURN * random.nextDouble();
        }
      }
      case ALIEN -> {
        for (int m = stands.length - 1; m > 0; m--) {
          int other = random.nextInt(m + 1);
          int stood = stands[m];
          stands[m] = stands[other];
          stands[other] = stood;
        }
      }
      default -> {
        // judges as the data does
      }
    }
  }

  /**
   * Of shape alpha and scale 1 (Marsaglia and Tsang 2000, A Simple Method for Generating Gamma
   * Variables; below 1 by their section 6).
   */
  private double gamma(double alpha) {
    double shape = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
    double scale = 1 / Math.sqrt(9 * shape);
    while (true) {
      double z = gaussian();
      double v = 1 + scale * z;
      double cubed = v * v * v;
      double log = StrictMath.log(1 - random.nextDouble());
      if (v > 0 && log < 0.5 * z * z + shape - shape * cubed + shape * StrictMath.log(cubed)) {
        double drawn = shape * cubed;
        return alpha < 1 ? drawn * StrictMath.pow(1 - random.nextDouble(), 1 / alpha) : drawn;
      }
    }
  }

  /** By Box and Muller, the same on every machine. */
  private double gaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
