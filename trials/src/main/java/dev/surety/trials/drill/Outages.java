package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import dev.surety.trials.soak.Victim;
import java.util.List;

/** What is away when it is needed. */
final class Outages {

  private static final String CONTROL_TIMEOUT = "--kafka.control-timeout=2s";

  private Outages() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.survived(
            "brokers-away-at-start",
            "the job is started while the brokers are away, for two time-outs",
            Outages::atStart),
        Exercise.survived(
            "jobmanager-dies-meanwhile",
            "the JobManager dies while the brokers are away, for two time-outs",
            Outages::jobManager));
  }

  private static Finding atStart(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "brokers-away-at-start")) {
      ground.site().kill(Victim.BROKER);
      try {
        shop.startLater(shop.run(CONTROL_TIMEOUT));
        shop.rest().awaitMetric(shop.job(), "numRestarts", 2, Shop.LIMIT);
      } finally {
        ground.site().restart(Victim.BROKER);
      }
      shop.serve(SOME);
      return shop.settle(SURVIVED, "it tries on, and decides by itself once they are there");
    }
  }

  private static Finding jobManager(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "jobmanager-dies-meanwhile")) {
      shop.start(shop.run(CONTROL_TIMEOUT));
      shop.serve(SOME);
      shop.goOn(1);
      ground.site().kill(Victim.BROKER);
      try {
        ground.site().kill(Victim.JOB_MANAGER);
        ground.site().restart(Victim.JOB_MANAGER);
        shop.rest().awaitMetric(shop.job(), "numRestarts", 2, Shop.LIMIT);
      } finally {
        ground.site().restart(Victim.BROKER);
      }
      shop.serve(2 * SOME);
      return shop.settle(
          SURVIVED, "another goes on from the last checkpoint, and decides by itself");
    }
  }
}
