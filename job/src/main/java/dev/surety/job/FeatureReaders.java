package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.engine.Configuration;
import dev.surety.engine.Versions;
import dev.surety.job.PromiseFollower.Following;

/**
 * Whose policies look at features, by what was promised. Where that is not known for sure they are
 * taken to look: the worst that comes of a mistake in time is a request or two without features
 * right after a promise has changed, which decides as one without a prompt does.
 */
final class FeatureReaders implements AutoCloseable {

  private final Following promises;
  private final Configuration known = new Configuration();

  FeatureReaders(Following promises) {
    this.promises = promises;
  }

  /** What was promised, or {@code null} while that is not known for sure. */
  Configuration known() {
    for (ControlUpdate update; (update = promises.poll()) != null; ) {
      if (Versions.refusal(known.known(update.subject()), update) == null) {
        known.put(update);
      }
    }
    return promises.isUpToDate() ? known : null;
  }

  @Override
  public void close() {
    promises.close();
  }
}
