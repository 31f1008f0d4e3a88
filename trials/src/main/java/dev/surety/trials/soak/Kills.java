package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Kills processes of a site while its workload runs, and starts each again. */
final class Kills {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * A kill that is over.
   *
   * @param seconds that users felt it, see {@link RecoveryTime}
   */
  record Survived(Victim victim, double seconds) {}

  private final Site site;
  private final LiveWorkload workload;
  private final String job;
  private final List<Victim> victims = new ArrayList<>();
  private final List<Long> killedAt = new ArrayList<>();

  Kills(Site site, LiveWorkload workload, String job) {
    this.site = site;
    this.workload = workload;
    this.job = job;
  }

  /**
   * Carries out a plan. Between two kills the job must run everywhere and a user must be answered.
   *
   * @param progress gets a line after each
   * @throws IOException if the site doesn't recover in time
   */
  void run(List<KillPlan.Kill> plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    for (KillPlan.Kill kill : plan) {
      Thread.sleep(kill.pause().toMillis());
      killedAt.add(System.currentTimeMillis());
      victims.add(kill.victim());
      site.kill(kill.victim());
      site.restart(kill.victim(), job);
      workload.awaitAnswered(workload.answered() + 1, LIMIT);
      progress.accept(
          "kill %d of %d: %s, all back after %.1f s; %,d users answered"
              .formatted(
                  victims.size(),
                  plan.size(),
                  kill.victim(),
                  (System.currentTimeMillis() - killedAt.get(killedAt.size() - 1)) / 1e3,
                  workload.answered()));
    }
  }

  /** All of them, once the workload has stopped. */
  List<Survived> survived() {
    List<Double> seconds = RecoveryTime.seconds(killedAt, workload.answeredAt());
    List<Survived> survived = new ArrayList<>();
    for (int i = 0; i < victims.size(); i++) {
      survived.add(new Survived(victims.get(i), seconds.get(i)));
    }
    return survived;
  }
}
