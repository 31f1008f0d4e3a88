package dev.surety.lab.evaluate;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long answers take in an evaluation: as recorded, or drawn from a lognormal distribution of
 * each model, whose spread may be 0. A median that is not given stands in the file of the models
 * ({@code latency_ms}, {@code latency_sigma}), or else lies between 500 ms of the cheapest and 4 s
 * of the dearest model, by their rank.
 *
 * @param recorded whether times are those of the data
 * @param medianMillis by model
 * @param sigma by model: standard deviation of ln(time)
 */
record AnswerLatency(boolean recorded, double[] medianMillis, double[] sigma) {

  private static final double QUICKEST_MILLIS = 500;
  private static final double SLOWEST_MILLIS = 4000;
  private static final double USUAL_SIGMA = 0.5;
  private static final double MOST_SIGMA = 5;
  private static final double MOST_MILLIS = 86_400_000;

  private static final String MEND =
      "write recorded, constant, lognormal, or one of the last two with times of models in"
          + " milliseconds: constant:a=800,b=3000 or lognormal:a=800/0.5,b=3000/0.6";

  /**
   * Reads {@code --latency}.
   *
   * @param text may be {@code null}: as recorded where the data tell, else lognormal
   * @throws IllegalArgumentException if it can't be; the message says how to mend it
   */
  static AnswerLatency parse(String text, RoutingData data) {
    boolean told = IntStream.range(0, data.size()).allMatch(i -> data.row(i).hasLatency());
    String kind = text == null ? (told ? "recorded" : "lognormal") : text.split(":", 2)[0];
    ModelPool pool = data.pool();
    double[] median = usual(data);
    double[] sigma = new double[pool.size()];
    for (int m = 0; m < sigma.length; m++) {
      PooledModel model = pool.get(m);
      sigma[m] = USUAL_SIGMA;
      if (model.latency().isPresent()) {
        median[m] = model.latency().get().medianMillis();
        sigma[m] = model.latency().get().sigma();
      }
    }
    boolean lists = text != null && text.indexOf(':') >= 0;
    switch (kind) {
      case "recorded" -> {
        if (!told || lists) {
          throw new IllegalArgumentException(
              told
                  ? "--latency: recorded times have no models; " + MEND
                  : "--latency: not all rows of the data tell latency_s; " + MEND);
        }
        return new AnswerLatency(true, median, sigma);
      }
      case "constant", "lognormal" -> {
        if (lists) {
          read(text.split(":", 2)[1], pool, median, sigma);
        }
        return new AnswerLatency(
            false, median, kind.equals("constant") ? new double[pool.size()] : sigma);
      }
      default ->
          throw new IllegalArgumentException("--latency: '" + text + "' is unknown; " + MEND);
    }
  }

  private static double[] usual(RoutingData data) {
    int models = data.pool().size();
    double[] cost = new double[models];
    for (int i = 0; i < data.size(); i++) {
      for (int m = 0; m < models; m++) {
        cost[m] += data.row(i).costUsd(m);
      }
    }
    Integer[] byCost = IntStream.range(0, models).boxed().toArray(Integer[]::new);
    Arrays.sort(byCost, Comparator.comparingDouble(m -> cost[m]));
    double[] median = new double[models];
    for (int rank = 0; rank < models; rank++) {
      double part = models == 1 ? 0 : (double) rank / (models - 1);
      median[byCost[rank]] =
          Math.rint(QUICKEST_MILLIS * Math.pow(SLOWEST_MILLIS / QUICKEST_MILLIS, part));
    }
    return median;
  }

  private static void read(String list, ModelPool pool, double[] median, double[] sigma) {
    for (String entry : List.of(list.split(",", -1))) {
      int equals = entry.lastIndexOf('=');
      int model = equals < 0 ? -1 : pool.indexOf(entry.substring(0, equals).strip());
      if (model < 0) {
        throw new IllegalArgumentException(
            "--latency: '%s' names no model of %s; %s".formatted(entry, pool.names(), MEND));
      }
      String[] numbers = entry.substring(equals + 1).split("/", -1);
      median[model] = number(entry, numbers[0], MOST_MILLIS);
      if (numbers.length == 2) {
        sigma[model] = number(entry, numbers[1], MOST_SIGMA);
      }
      if (numbers.length > 2) {
        throw new IllegalArgumentException("--latency: '" + entry + "' has too much; " + MEND);
      }
    }
  }

  private static double number(String entry, String text, double most) {
    try {
      double number = Double.parseDouble(text.strip());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--latency: '%s' in '%s' is no number from 0 to %s; %s"
            .formatted(text, entry, (long) most, MEND));
  }

  /** The noise of a seed's world: every policy meets the same. */
  static EnvironmentChance chance(long seed) {
    return EnvironmentChance.of(seed, Purpose.LATENCY);
  }

  /** How long a model's answer to request {@code t} takes, milliseconds. */
  long millis(EnvironmentChance chance, int t, RoutingRow row, int model) {
    if (recorded) {
      return Math.round(1000 * row.latencySeconds()[model]);
    }
    long at = 2 * ((long) t * medianMillis.length + model);
    // Box and Muller.
    double normal =
        Math.sqrt(-2 * Math.log(1 - chance.uniform(at)))
            * Math.cos(2 * Math.PI * chance.uniform(at + 1));
    return Math.round(medianMillis[model] * Math.exp(sigma[model] * normal));
  }
}
