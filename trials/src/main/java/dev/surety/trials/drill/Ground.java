package dev.surety.trials.drill;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.soak.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The processes that the exercises share, and what operators type. */
final class Ground implements AutoCloseable {

  /** Short, so that many are soon made. */
  private static final Duration CHECKPOINTS = Duration.ofMillis(200);

  private final Path repository;
  private final Site site;
  private final Path folder;
  private final TypedCommands surety;

  private Ground(Path repository, Site site, Path folder, TypedCommands surety) {
    this.repository = repository;
    this.site = site;
    this.folder = folder;
    this.surety = surety;
  }

  /**
   * Starts all processes.
   *
   * @param repository its root folder, built
   * @param folder for all that is written
   */
  static Ground open(Path repository, Path folder, StateBackend backend, TypedCommands surety)
      throws IOException {
    Site site =
        Site.start(
            repository, folder, backend, cluster -> cluster.withCheckpointInterval(CHECKPOINTS));
    return new Ground(repository, site, folder, surety);
  }

  /** Its root folder, built. */
  Path repository() {
    return repository;
  }

  Site site() {
    return site;
  }

  Path folder() {
    return folder;
  }

  /** {@code ./surety} */
  Said surety(String... words) throws IOException, InterruptedException {
    return surety.type(words);
  }

  @Override
  public void close() throws IOException {
    site.close();
  }
}
