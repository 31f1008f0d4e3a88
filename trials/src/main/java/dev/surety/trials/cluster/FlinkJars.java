package dev.surety.trials.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in for a Flink distribution: the jars that the module {@code job} leaves to the
 * cluster, from Maven Central alone.
 *
 * @param jars the class path of JobManager and TaskManager
 * @param javaOptions file with the flags of every JVM that runs Flink ({@code java @FILE})
 */
public record FlinkJars(List<Path> jars, Path javaOptions) {

  private static final String MEND =
      "Build it with: ./mvnw -pl job -am package -DskipTests -Dspotless.check.skip";

  public FlinkJars {
    jars = List.copyOf(jars);
    javaOptions = javaOptions.toAbsolutePath().normalize();
  }

  /**
   * Reads {@code job/target/flink-classpath.txt}, which the build of {@code job} writes.
   *
   * @param repository the root folder of this repository
   * @throws IOException if the list, a jar in it or the file of flags isn't there
   */
  public static FlinkJars ofBuild(Path repository) throws IOException {
    Path list = repository.resolve("job/target/flink-classpath.txt").toAbsolutePath().normalize();
    if (!Files.isRegularFile(list)) {
      throw new IOException("There is no list of Flink's jars at " + list + ". " + MEND);
    }
    List<Path> jars =
        Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .toList();
    if (jars.isEmpty()) {
      throw new IOException(list + " lists no jar. " + MEND);
    }
    for (Path jar : jars) {
      requireFile(jar, list + " lists it. " + MEND);
    }
    Path javaOptions = repository.resolve("configs/java-options");
    requireFile(javaOptions, "Is " + repository.toAbsolutePath() + " the root of the repository?");
    return new FlinkJars(jars, javaOptions);
  }

  /**
   * The jar that people submit.
   *
   * @param repository the root folder of this repository
   * @throws IOException if it isn't built
   */
  public static Path jobOfBuild(Path repository) throws IOException {
    Path target = repository.resolve("job/target").toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        Path job =
            files
                .filter(file -> file.getFileName().toString().matches("surety-job-[0-9].*\\.jar"))
                .findFirst()
                .orElse(null);
        if (job != null) {
          return job;
        }
      }
    }
    throw new IOException("There is no surety-job-VERSION.jar in " + target + ". " + MEND);
  }

  /** The same with a job's jar before all others, as the image has it in {@code lib}. */
  public FlinkJars withJob(Path jar) {
    List<Path> all = new ArrayList<>();
    all.add(jar.toAbsolutePath().normalize());
    all.addAll(jars);
    return new FlinkJars(all, javaOptions);
  }

  /** As {@code java -cp} takes it. */
  public String classPath() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static void requireFile(Path file, String mend) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("There is no file " + file + ". " + mend);
    }
  }
}
