package dev.surety.trials.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The work folder of a cluster: {@code conf}, {@code log} and {@code tmp}. */
record ClusterFolder(Path root) {

  /** To the console, as {@link ChildJvm} sends that to the file of the process. */
  private static final String LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = console
      appender.console.name = console
      appender.console.type = Console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %-40.40c{1.} - %m%n
      logger.pekko.name = org.apache.pekko
      logger.pekko.level = ERROR
      """;

  /** Creates the folders and writes the configuration. */
  static ClusterFolder create(Path root, Map<String, String> configuration) throws IOException {
    ClusterFolder folder = new ClusterFolder(root);
    Files.createDirectories(folder.configuration());
    Files.createDirectories(folder.temporary());
    Files.createDirectories(root.resolve("log"));
    Files.writeString(
        folder.configuration().resolve("config.yaml"), ClusterConfiguration.yaml(configuration));
    Files.writeString(folder.logging(), LOGGING);
    return folder;
  }

  Path configuration() {
    return root.resolve("conf");
  }

  Path logging() {
    return configuration().resolve("log4j.properties");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path log(String process) {
    return root.resolve("log").resolve(process + ".log");
  }
}
