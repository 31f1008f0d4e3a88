package dev.surety.trials.cluster;

import dev.surety.job.RouterJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The classes of JobManager and TaskManager as the JVM has them in memory, in a file that it maps
 * when it starts (AppCDS): a JVM of Flink then starts in half the time. It is made for one class
 * path, byte by byte, and one JVM; where these are others the JVM goes without.
 *
 * @param archive about 100 MB
 */
public record ClassData(Path archive) {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String OPTIONS = "env.java.opts.all";
  private static final int ATTEMPTS = 2;

  /**
   * Makes one as {@code k8s-operator/class-data.sh} does in the image: the job is started where
   * there is no Kafka, and what was loaded until it has failed to reach it is archived. Its
   * configuration, and so how it keeps high availability, is that of the settings.
   *
   * @param settings of the clusters that shall use it; the job must be among their jars
   * @param folder for the archive, and for what is left of the making
   * @throws IOException if it can't be made, with the reason
   */
  static ClassData of(ClusterSettings settings, Path folder) throws IOException {
    Path root = Files.createDirectories(folder).toAbsolutePath().normalize();
    JarRun job =
        JarRun.of(
                "--kafka.bootstrap.servers=" + LoopbackAddresses.HOST + ":1",
                "--kafka.control-timeout=1s",
                "--journal.path=" + root.resolve("journal").toUri())
            .withMainClass(RouterJob.class.getName());
    String list = " -XX:DumpLoadedClassList=" + root.resolve("%p.list");
    ClusterSettings training =
        settings
            .withWorkFolder(root.resolve("cluster"))
            .withTaskManagers(1, 1)
            .withApplication(job);
    try (StandaloneCluster cluster =
        StandaloneCluster.start(training.with(OPTIONS, training.get(OPTIONS) + list))) {
      FlinkRest rest = cluster.rest();
      rest.awaitRestarts(rest.awaitOnlyJob(LIMIT), ATTEMPTS, LIMIT);
    }
    return dump(settings.flink(), root);
  }

  private static ClassData dump(FlinkJars flink, Path root) throws IOException {
    Path classes = Files.write(root.resolve("all.list"), loaded(root));
    Path archive = root.resolve("surety.jsa");
    ChildJvm dump =
        ChildJvm.start(
            "the making of class data",
            List.of(
                "@" + flink.javaOptions(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                flink.classPath()),
            root,
            root.resolve("dump.log"));
    dump.awaitStop(LIMIT);
    if (!Files.isRegularFile(archive)) {
      throw new IOException("No class data was made. The end of the log:\n" + dump.tail());
    }
    return new ClassData(archive);
  }

  /** By any process, each class once, those first that were loaded first. */
  private static Set<String> loaded(Path root) throws IOException {
    Set<String> loaded = new LinkedHashSet<>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(root, "*.list")) {
      for (Path list : lists) {
        Files.readAllLines(list).stream()
            .filter(line -> !line.startsWith("#"))
            .forEach(loaded::add);
      }
    }
    return loaded;
  }

  /**
   * Makes them for the cluster that is about to start, and lets it use them.
   *
   * @param folder for the archive
   * @return throws {@link UncheckedIOException} if they can't be made
   */
  public static UnaryOperator<ClusterSettings> madeIn(Path folder) {
    return settings -> {
      try {
        return of(settings.with("high-availability.cluster-id", "/class-data"), folder)
            .in(settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The settings of a cluster whose processes use them. */
  private ClusterSettings in(ClusterSettings settings) {
    String options = settings.get(OPTIONS) + " -Xshare:auto -XX:SharedArchiveFile=" + archive;
    return settings.with(OPTIONS, options.strip());
  }
}
