package dev.surety.tools.log;

import dev.surety.estimator.Sample;
import dev.surety.policy.Prior;
import dev.surety.wire.log.LogReader;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** What users of a log said of each model, as a prior. */
public final class LogPrior {

  private LogPrior() {}

  /**
   * Reads the log once.
   *
   * @throws IllegalArgumentException if there is no such log, or it is broken
   */
  public static Prior of(Path log) throws IOException {
    SortedMap<String, Sample> models = new TreeMap<>();
    long requests = 0;
    try (LogReader reader = LogReader.open(log)) {
      for (LoggedRequest request; (request = reader.next()) != null; requests++) {
        if (request.isLabelled()) {
          models.computeIfAbsent(request.model(), model -> new Sample()).judge(request.label());
        }
      }
    }
    SortedMap<String, Prior.Seen> seen = new TreeMap<>();
    models.forEach((model, sample) -> seen.put(model, new Prior.Seen(sample.mean(), sample.count)));
    return new Prior(seen, "log %s of %d requests".formatted(log.getFileName(), requests));
  }
}
