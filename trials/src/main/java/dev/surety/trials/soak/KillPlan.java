package dev.surety.trials.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which process dies when. Of as many kills in a row as there are kinds of victims each kind gets
 * one, in an order and at moments that the seed decides.
 */
final class KillPlan {

  private static final long SHORTEST_PAUSE_MILLIS = 500;
  private static final int PAUSE_SPREAD_MILLIS = 3_500;

  private KillPlan() {}

  /**
   * One kill.
   *
   * @param pause how long users are served in peace before it
   */
  record Kill(Victim victim, Duration pause) {}

  /**
   * @param victims kinds of processes that die, at least one
   */
  static List<Kill> of(int kills, long seed, Set<Victim> victims) {
    Random random = new Random(seed);
    List<Kill> plan = new ArrayList<>();
    while (plan.size() < kills) {
      List<Victim> round = new ArrayList<>(new TreeSet<>(victims)); // in order, for the seed
      Collections.shuffle(round, random);
      for (Victim victim : round.subList(0, Math.min(round.size(), kills - plan.size()))) {
        long pause = SHORTEST_PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS);
        plan.add(new Kill(victim, Duration.ofMillis(pause)));
      }
    }
    return plan;
  }
}
