package dev.surety.trials.drill;

import dev.surety.demo.run.FleetVersions;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.tools.savepoint.FoldedAgainstSaved;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.soak.Reckoning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Some tenants, mostly three, with topics and a journal of their own, whose users keep asking
 * whatever happens to the job that serves them. What an exercise finds not to be as promised is
 * noted on the way; the account at the end is the users'.
 */
final class Shop implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(2);

  /** Users to be served between two steps. */
  static final int SOME = 40;

  private static final int MOST_REQUESTS = 20_000;
  private static final double RATE = 20;
  private static final int PARALLELISM = 2;

  private final Ground ground;
  private final LiveWorkload workload;
  private final OperatorDesk desk;
  private final List<String> complaints = new ArrayList<>();
  private Path journal;
  private String scheme = "file";
  private String job;

  private Shop(Ground ground, LiveWorkload workload) {
    this.ground = ground;
    this.workload = workload;
    this.desk = new OperatorDesk(workload.clients(), workload.topics());
    this.journal = workload.journal();
  }

  /**
   * Opens one: topics are created, models and promises published, users come.
   *
   * @param name no other shop on the ground has
   */
  static Shop open(Ground ground, String name) throws IOException, InterruptedException {
    return open(ground, name, LiveWorkload.TENANTS, false);
  }

  /**
   * The same.
   *
   * @param tenants how many; five or more learn from each other
   * @param judged whether labels of a judge are bought
   */
  static Shop open(Ground ground, String name, int tenants, boolean judged)
      throws IOException, InterruptedException {
    Path folder = ground.folder().resolve(name);
    Shop shop =
        new Shop(
            ground,
            new LiveWorkload(
                name,
                ground.premises().bootstrap(),
                folder.resolve("journal"),
                MOST_REQUESTS,
                RATE,
                name.hashCode(),
                tenants,
                judged));
    shop.workload.start();
    shop.workload.admit(MOST_REQUESTS);
    return shop;
  }

  LiveWorkload workload() {
    return workload;
  }

  OperatorDesk desk() {
    return desk;
  }

  /** What its tenants have published that they learned together. */
  FleetVersions fleet() throws IOException {
    return FleetVersions.on(workload.clients(), workload.topics().control());
  }

  /** Waits until there are more versions than so many. */
  void awaitVersions(long known) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (fleet().versions() <= known) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no version of the fleet came in " + LIMIT);
      }
      Thread.sleep(500);
    }
  }

  /** Where the job writes its journal. */
  Path journal() {
    return journal;
  }

  /** From now on the job's journal is elsewhere; what was written stays where it is. */
  void moveJournal(Path elsewhere) {
    journal = elsewhere;
  }

  /** The same folder by another file system. */
  void journalOn(String newScheme) {
    scheme = newScheme;
  }

  /** The job that serves now. */
  String job() {
    return job;
  }

  FlinkRest rest() {
    return ground.premises().rest();
  }

  /** How the job is started here, without state. */
  JarRun run(String... moreArguments) {
    List<String> arguments = new ArrayList<>(workload.jobArguments());
    arguments.removeIf(argument -> argument.startsWith("--journal.path="));
    arguments.add("--journal.path=" + scheme + "://" + journal.toAbsolutePath());
    arguments.addAll(List.of(moreArguments));
    return JarRun.of(arguments).withParallelism(PARALLELISM);
  }

  /** Starts the job that serves from now on; returns once all of it runs. */
  String start(JarRun run) throws IOException {
    job = ground.premises().submit(run);
    return job;
  }

  /** The same for a job that can't run yet. */
  String startLater(JarRun run) throws IOException {
    job = ground.premises().trySubmit(run);
    return job;
  }

  /** Starts a job beside the one that serves, or in its place, that must be refused. */
  String refusal(JarRun run) throws IOException {
    String refused = ground.premises().trySubmit(run);
    try {
      rest().awaitEnd(refused, LIMIT);
    } catch (IOException e) {
      rest().cancel(refused);
      rest().awaitEnd(refused, LIMIT);
      throw new IOException("it was not refused: " + e.getMessage(), e);
    }
    return rest().lastFailure(refused).orElse("no failure recorded");
  }

  /** Somebody else has started the job that serves from now on. */
  void take(String newJob) {
    job = newJob;
  }

  /** Ends the job with a savepoint. */
  String stop() throws IOException {
    return ground.premises().stop(job);
  }

  /** Ends the job without one. */
  void cancel() throws IOException {
    rest().cancel(job);
    rest().awaitEnd(job, LIMIT);
  }

  /** Waits until so many more users have their answer. */
  void serve(int more) throws IOException, InterruptedException {
    workload.awaitAnswered(workload.answered() + more, LIMIT);
  }

  /** Lets the job go on for so many more checkpoints. */
  void goOn(int checkpoints) throws IOException {
    int done = rest().completedCheckpoints(job);
    rest().awaitCheckpointAfter(job, done + checkpoints - 1, LIMIT);
  }

  /** No further user comes; those who asked are answered, and have spoken. */
  void pause() throws IOException, InterruptedException {
    workload.admit(0);
    int answered;
    do {
      answered = workload.answered();
      goOn(3);
    } while (workload.answered() > answered);
  }

  /** Users come again. */
  void goOnAsking() {
    workload.admit(MOST_REQUESTS);
  }

  /**
   * Waits until what was decided up to now is in the journal's finished files: by the second
   * checkpoint after the next one its files have long been told to be finished.
   */
  void awaitJournaled() throws IOException {
    goOn(3);
  }

  /** {@code ./surety audit report} and so on, on this journal. */
  Said surety(String... words) throws IOException, InterruptedException {
    return ground.surety(
        Stream.concat(Arrays.stream(words), Stream.of("--journal=" + journal))
            .toArray(String[]::new));
  }

  /** Notes what is not as promised. */
  void require(boolean holds, String complaint) {
    if (!holds) {
      complaints.add(complaint);
    }
  }

  /** Notes which of these words are not in what was said. */
  void requireWords(String said, String... words) {
    for (String word : words) {
      require(said.contains(word), "'" + word + "' is not said: " + brief(said));
    }
  }

  /**
   * No more users: all are served, the job is stopped, and everything is counted. Nothing was taken
   * from the journal.
   */
  Finding settle(Ending ending, String sentence) throws IOException, InterruptedException {
    Map<String, SavedKey> saved = end();
    Reckoning found = Reckoning.of(workload, journal, saved);
    long mismatches = FoldedAgainstSaved.compare(journal, saved).mismatches();
    return Finding.whole(ending, found.losses(), found.journal().missing(), mismatches, sentence)
        .complaining(complaints);
  }

  /** The same where rows were taken away: of a whole day, or from the middle. */
  Finding settleWithRowsGone(Ending ending, String sentence)
      throws IOException, InterruptedException {
    Reckoning found = Reckoning.of(workload, journal, end());
    long said = found.journal().missing() + found.journal().rowsBefore();
    return Finding.withRowsGone(
            ending, found.unserved(workload.executed()), found.losses(), said, sentence)
        .complaining(complaints);
  }

  /** The same where the tenants began anew on the way: their books are not the journal's. */
  Finding settleBegunAnew(Ending ending, String sentence) throws IOException, InterruptedException {
    Reckoning found = Reckoning.of(workload, journal, end());
    return new Finding(
        ending,
        found.losses().decisionsLost(),
        Math.max(found.losses().journalRowsLost(), found.journal().missing()),
        found.journal().missing(),
        complaints,
        sentence);
  }

  private Map<String, SavedKey> end() throws IOException, InterruptedException {
    workload.stop();
    workload.awaitServed(LIMIT);
    return FoldedAgainstSaved.saved(stop());
  }

  /** Ends what is left: no job of one exercise may stand in the way of the next. */
  @Override
  public void close() throws IOException {
    desk.close();
    workload.close();
    for (String each : ground.premises().rest().knownJobs()) {
      if (!rest().job(each).hasEnded()) {
        rest().cancel(each);
        rest().awaitEnd(each, LIMIT);
      }
    }
  }

  private static String brief(String said) {
    String line = said.replace('\n', ' ');
    return line.length() <= 160 ? line : line.substring(0, 160) + "...";
  }
}
