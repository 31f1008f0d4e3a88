package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which row of the data comes when. */
enum StreamOrder {
  /** In an order that the seed shuffles. */
  RANDOM,

  /** Domain by domain, in the order of their names; shuffled within each. */
  BY_DOMAIN;

  /**
   * The rows of a stream: every row at most once while the data lasts, else drawn with replacement.
   *
   * @param horizon requests in the stream
   */
  int[] rows(RoutingData data, int horizon, long seed) {
    int[] rows = horizon > data.size() ? draw(data, horizon, seed) : shuffle(data, horizon, seed);
    if (this == RANDOM) {
      return rows;
    }
    return IntStream.of(rows)
        .boxed()
        .sorted(Comparator.comparing(row -> data.row(row).domain())) // stable
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] draw(RoutingData data, int horizon, long seed) {
    EnvironmentChance chance = EnvironmentChance.of(seed, Purpose.DRAW);
    return IntStream.range(0, horizon).map(t -> chance.below(data.size(), t)).toArray();
  }

  /** The first {@code horizon} steps of a Fisher-Yates shuffle. */
  private static int[] shuffle(RoutingData data, int horizon, long seed) {
    EnvironmentChance chance = EnvironmentChance.of(seed, Purpose.SHUFFLE);
    int[] rows = IntStream.range(0, data.size()).toArray();
    for (int i = 0; i < horizon; i++) {
      int j = i + chance.below(rows.length - i, i);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
    return IntStream.of(rows).limit(horizon).toArray();
  }
}
