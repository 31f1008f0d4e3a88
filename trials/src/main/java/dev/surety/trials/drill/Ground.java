package dev.surety.trials.drill;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.soak.Premises;
import dev.surety.trials.soak.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the exercises share, mostly processes, and what operators type. */
final class Ground implements AutoCloseable {

  /** Short, so that many are soon made. */
  private static final Duration CHECKPOINTS = Duration.ofMillis(200);

  /** No longer than ZooKeeper's server allows. */
  private static final String PATIENCE = "10 s";

  private final Path repository;
  private final Premises premises;
  private final Optional<Site> site;
  private final Path folder;
  private final TypedCommands surety;

  private Ground(
      Path repository, Premises premises, Optional<Site> site, Path folder, TypedCommands surety) {
    this.repository = repository;
    this.premises = premises;
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
    Path disk = DiskJar.write(folder.resolve("lib/full-disk.jar"));
    Site site =
        Site.start(
            repository,
            folder,
            backend,
            cluster ->
                cluster
                    .withJar(disk)
                    .with(FullDisk.MARKER.key(), marker(folder).toString())
                    .withCheckpointInterval(CHECKPOINTS)
                    // How soon a death is noticed is not tried here, and many mistakes are.
                    .with("heartbeat.timeout", PATIENCE)
                    .with("high-availability.zookeeper.client.session-timeout", PATIENCE)
                    .with("high-availability.zookeeper.client.connection-timeout", PATIENCE));
    return new Ground(repository, site, Optional.of(site), folder, surety);
  }

  /**
   * On what runs already, and goes on: for exercises that need no processes, and none of what
   * {@link #open} puts over a site's own settings.
   */
  static Ground on(Premises premises, Path repository, Path folder, TypedCommands surety) {
    return new Ground(repository, premises, Optional.empty(), folder, surety);
  }

  /** Its root folder, built. */
  Path repository() {
    return repository;
  }

  Premises premises() {
    return premises;
  }

  /** The same as processes, for what one JVM can't do: killing some. */
  Site site() {
    return site.orElseThrow();
  }

  Path folder() {
    return folder;
  }

  /** {@code ./surety} */
  Said surety(String... words) throws IOException, InterruptedException {
    return surety.type(words);
  }

  /** While this file is there, a journal on {@link FullDisk} can't be written. */
  Path diskIsFull() {
    return marker(folder);
  }

  private static Path marker(Path folder) {
    return folder.resolve("disk-is-full").toAbsolutePath();
  }

  @Override
  public void close() throws IOException {
    if (site.isPresent()) {
      site.get().close();
    }
  }
}
