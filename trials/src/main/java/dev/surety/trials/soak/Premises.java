package dev.surety.trials.soak;

import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import java.io.IOException;
import java.nio.file.Path;

/** A broker, and a Flink that takes jobs: as processes ({@link Site}), or all in one JVM. */
public interface Premises {

  /** The {@code bootstrap.servers} of the broker. */
  String bootstrap();

  FlinkRest rest();

  /** Where checkpoints are written, a folder a job. */
  Path checkpoints();

  /** Runs the job, and returns its id once all of it runs. */
  String submit(JarRun run) throws IOException;

  /** The same for a job that may never run: returns its id at once. */
  String trySubmit(JarRun run) throws IOException;

  /** Ends a job with a savepoint and returns the savepoint's folder. */
  String stop(String job) throws IOException;
}
