package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.REFUSED;
import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.trials.cluster.RetainedCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Jobs started twice, or from nothing. */
final class Starts {

  private Starts() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.refused(
            "second-run", "flink run is typed a second time, without a state", Starts::second),
        Exercise.refused(
            "second-run-restored",
            "a second job is started from a savepoint of one that lives",
            Starts::secondRestored),
        Exercise.refused(
            "start-without-state",
            "a job that ended is started without its state",
            Starts::withoutState),
        Exercise.survived(
            "start-empty", "the same with --start-empty=true, as it is meant", Starts::empty));
  }

  private static Finding second(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "second-run")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String refusal = shop.refusal(shop.run());
      shop.requireWords(refusal, shop.job());
      shop.require(
          refusal.contains("flink run -s PATH") || refusal.contains("flink stop"),
          "no mend is said: " + refusal);
      shop.serve(SOME);
      Said report = shop.surety("audit", "report", "--out=" + page(ground, shop));
      shop.require(
          report.exit() == 0 && !report.tells("left out") && !report.tells("histories"),
          "the report: " + report.text());
      return shop.settle(REFUSED, "the second fails once and names the first, which goes on");
    }
  }

  private static Finding secondRestored(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "second-run-restored")) {
      shop.start(shop.run());
      shop.serve(SOME);
      String savepoint = shop.rest().savepoint(shop.job(), Shop.LIMIT);
      String refusal = shop.refusal(shop.run().from(savepoint));
      shop.requireWords(refusal, shop.job());
      shop.serve(SOME);
      return shop.settle(REFUSED, "the second decides nothing and names the first, which goes on");
    }
  }

  private static Finding withoutState(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "start-without-state")) {
      shop.start(shop.run());
      shop.serve(SOME);
      shop.awaitJournaled();
      shop.cancel();
      Path checkpoint =
          RetainedCheckpoints.newest(ground.premises().checkpoints(), shop.job()).orElseThrow();
      String refusal = shop.refusal(shop.run());
      shop.requireWords(refusal, "standings of an earlier run", "flink run -s PATH", "start-empty");
      shop.start(shop.run().from(checkpoint));
      shop.serve(SOME);
      return shop.settle(
          REFUSED, "it fails once; from its last checkpoint, as it says, it goes on");
    }
  }

  private static Finding empty(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "start-empty")) {
      shop.start(shop.run());
      shop.serve(SOME);
      shop.awaitJournaled();
      shop.cancel();
      shop.start(shop.run("--start-empty=true"));
      shop.serve(SOME);
      shop.awaitJournaled();
      Path summary = ground.folder().resolve("start-empty/report.json");
      Said report =
          shop.surety("audit", "report", "--out=" + page(ground, shop), "--summary=" + summary);
      if (report.exit() != 0) {
        throw new IOException("audit report: " + report.text());
      }
      shop.requireWords(report.text(), "2 that began by themselves");
      JsonNode journal = new ObjectMapper().readTree(summary.toFile()).path("journal");
      shop.require(
          journal.path("histories").size() == 2 && journal.path("left_out").isEmpty(),
          "the report leaves out " + journal);
      return shop.settleBegunAnew(
          SURVIVED,
          "two histories, and the report counts and names both: "
              + journal.path("rows_that_count").asLong()
              + " rows");
    }
  }

  private static Path page(Ground ground, Shop shop) {
    return ground.folder().resolve(shop.job() + ".html");
  }
}
