package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import dev.surety.demo.run.FleetVersions;
import dev.surety.trials.soak.FailoverWithoutKafka;
import dev.surety.trials.soak.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is away when it is needed. */
final class Outages {

  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(2);
  private static final int TIMEOUTS = 2;
  private static final int FLEET = 8;

  private Outages() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.survived(
            "brokers-away-at-start",
            "the job is started while the brokers are away, for two time-outs",
            Outages::atStart),
        Exercise.survived(
            "jobmanager-dies-meanwhile",
            "the JobManager of an application dies while the brokers are away, for two time-outs",
            Outages::jobManager),
        Exercise.survived(
            "fleet-killed",
            "a TaskManager is killed while a fleet of eight tenants publishes what they learn and a"
                + " judge's labels are bought",
            Outages::fleet),
        Exercise.survived(
            "journal-disk-full", "the journal's disk is full for a while", Outages::fullDisk));
  }

  private static Finding atStart(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "brokers-away-at-start")) {
      ground.site().kill(Victim.BROKER);
      try {
        shop.startLater(shop.run("--kafka.control-timeout=" + CONTROL_TIMEOUT.toMillis() + "ms"));
        shop.rest().awaitRestarts(shop.job(), TIMEOUTS, Shop.LIMIT);
      } finally {
        ground.site().restart(Victim.BROKER);
      }
      shop.serve(SOME);
      return shop.settle(SURVIVED, "it tries on, and decides by itself once they are there");
    }
  }

  /** Versions go on behind those of before, and the journal says which was in force when. */
  private static Finding fleet(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "fleet-killed", FLEET, true)) {
      shop.start(shop.run());
      shop.awaitVersions(0);
      ground.site().kill(Victim.TASK_MANAGER);
      ground.site().restart(Victim.TASK_MANAGER, shop.job());
      shop.awaitVersions(shop.fleet().versions());
      FleetVersions fleet = shop.fleet();
      shop.require(fleet.inconsistent() == 0, fleet.inconsistent() + " versions contradict others");
      return shop.settle(
          SURVIVED,
          "it publishes on: %d versions of %d tenants, in one order"
              .formatted(fleet.versions(), fleet.tenants()));
    }
  }

  private static Finding fullDisk(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "journal-disk-full")) {
      shop.journalOn(FullDisk.SCHEME);
      shop.start(shop.run());
      shop.serve(SOME);
      shop.awaitJournaled();
      Files.createFile(ground.diskIsFull());
      try {
        shop.serve(2 * SOME);
        shop.goOn(2);
      } catch (IOException e) {
        shop.require(false, "while it is full: " + e.getMessage());
      } finally {
        Files.delete(ground.diskIsFull());
      }
      shop.serve(2 * SOME);
      shop.require(shop.rest().restarts(shop.job()) == 0, "it restarted");
      return shop.settle(SURVIVED, "users are served and checkpoints made while it is full");
    }
  }

  /** On processes of its own: a job that is an application, as the manifests have it. */
  private static Finding jobManager(Ground ground) throws Exception {
    FailoverWithoutKafka.Outcome outcome =
        FailoverWithoutKafka.play(
            ground.repository(), ground.folder().resolve("failover"), CONTROL_TIMEOUT, TIMEOUTS);
    return new Finding(
        SURVIVED,
        outcome.decisionsLost(),
        outcome.rowsLost(),
        0,
        outcome.holds() ? List.of() : List.of("the users' account does not hold"),
        String.format(
            Locale.ROOT,
            "%d attempts in vain, then it decides by itself, %.1f s after the brokers are back",
            outcome.attempts(),
            outcome.secondsToDecide()));
  }
}
