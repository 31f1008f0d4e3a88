package dev.surety.trials.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to start the job in an uploaded jar.
 *
 * @param mainClass empty to take the one that the jar's manifest names
 * @param arguments of the program, each as it stands
 * @param parallelism of all that doesn't set its own, 1 or more
 * @param restoreFrom a savepoint or retained checkpoint, as a path or URI
 */
public record JarRun(
    Optional<String> mainClass,
    List<String> arguments,
    int parallelism,
    Optional<String> restoreFrom) {

  public JarRun {
    arguments = List.copyOf(arguments);
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be 1 or more, not " + parallelism);
    }
  }

  /** The main class of the manifest, parallelism 1, no state. */
  public static JarRun of(List<String> arguments) {
    return new JarRun(Optional.empty(), arguments, 1, Optional.empty());
  }

  /** The same for arguments one by one. */
  public static JarRun of(String... arguments) {
    return of(List.of(arguments));
  }

  public JarRun withMainClass(String name) {
    return new JarRun(Optional.of(name), arguments, parallelism, restoreFrom);
  }

  public JarRun withParallelism(int newParallelism) {
    return new JarRun(mainClass, arguments, newParallelism, restoreFrom);
  }

  public JarRun from(String savepoint) {
    return new JarRun(mainClass, arguments, parallelism, Optional.of(savepoint));
  }

  public JarRun from(Path savepoint) {
    return from(savepoint.toUri().toString());
  }
}
