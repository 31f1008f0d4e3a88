package dev.surety.trials.soak;

import dev.surety.demo.run.FleetVersions;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One soak: a workload served by the job on a site, kills, then the audit.
 *
 * @param rate requests a second
 * @param victims what is killed, each as often as the others
 * @param tenants how many; five or more learn from each other
 * @param judged whether labels of a judge are bought
 */
record SoakRun(
    int kills,
    long seed,
    StateBackend stateBackend,
    double rate,
    Set<Victim> victims,
    int tenants,
    boolean judged) {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int LONGEST_CYCLE_SECONDS = 240;
  private static final int PARALLELISM = 2;

  /** Kills of every kind. */
  SoakRun(
      int kills, long seed, StateBackend stateBackend, double rate, int tenants, boolean judged) {
    this(kills, seed, stateBackend, rate, EnumSet.allOf(Victim.class), tenants, judged);
  }

  /** What users do, to be served at a site. */
  LiveWorkload workload(Site site, Path folder) throws IOException, InterruptedException {
    return new LiveWorkload(
        "soak", site.bootstrap(), folder.resolve("journal"), most(), rate, seed, tenants, judged);
  }

  private int most() {
    return (int) Math.min(Integer.MAX_VALUE - 1, rate * LONGEST_CYCLE_SECONDS * (kills + 1));
  }

  /**
   * @param progress gets a line now and then
   * @throws IOException if the site doesn't recover, with the reason
   */
  SoakSummary on(Site site, Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (LiveWorkload workload = workload(site, folder)) {
      return serve(workload, site, progress);
    }
  }

  /** The same with a workload that is there afterwards. */
  SoakSummary serve(LiveWorkload workload, Site site, Consumer<String> progress)
      throws IOException, InterruptedException {
    String job = site.submit(JarRun.of(workload.jobArguments()).withParallelism(PARALLELISM));
    long start = System.nanoTime();
    workload.start();
    workload.admit(most());
    workload.awaitAnswered(1, LIMIT);
    Kills killing = new Kills(site, workload, job);
    killing.run(KillPlan.of(kills, seed, victims), progress);
    progress.accept("no more kills; waiting for the last answers and the savepoint");
    workload.stop();
    workload.awaitServed(LIMIT);
    String savepoint = site.stop(job);
    double seconds = (System.nanoTime() - start) / 1e9;
    Audit audit = Audit.of(workload, savepoint);
    FleetVersions fleet = FleetVersions.on(workload.clients(), workload.topics().control());
    return SoakSummary.of(
        audit,
        fleet,
        killing.survived(),
        seed,
        stateBackend.name().toLowerCase(Locale.ROOT),
        seconds);
  }
}
