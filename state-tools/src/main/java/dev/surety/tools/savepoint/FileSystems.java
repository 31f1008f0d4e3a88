package dev.surety.tools.savepoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;

/**
 * File systems for savepoints and journals that are not on this machine: plugins below {@code
 * SURETY_PLUGINS}, or where Flink's own scripts find them, below {@code FLINK_PLUGINS_DIR}; their
 * options in the configuration of {@code FLINK_CONF_DIR}. Those on the class path are there
 * without.
 */
public final class FileSystems {

  /** Names the folder of plugins, a folder for each, as in a Flink distribution. */
  public static final String PLUGINS = "SURETY_PLUGINS";

  private FileSystems() {}

  /**
   * To be called once, before anything is read.
   *
   * @param environment of the process
   * @throws RuntimeException saying why, if a folder that is named is not there or has no
   *     configuration
   */
  public static void use(Map<String, String> environment) {
    String options = environment.get(ConfigConstants.ENV_FLINK_CONF_DIR);
    String plugins =
        environment.getOrDefault(PLUGINS, environment.get(ConfigConstants.ENV_FLINK_PLUGINS_DIR));
    if (options == null && plugins == null) {
      return;
    }
    Configuration configuration =
        options == null ? new Configuration() : GlobalConfiguration.loadConfiguration(options);
    if (plugins == null) {
      FileSystem.initialize(configuration, null);
      return;
    }
    Path folder = Path.of(plugins);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder "
              + plugins
              + "; name one with a folder for each plugin, such as s3-fs-hadoop, and its jar in it");
    }
    try {
      FileSystem.initialize(
          configuration,
          new DefaultPluginManager(
              new DirectoryBasedPluginFinder(folder).findPlugins(),
              CoreOptions.getPluginParentFirstLoaderPatterns(configuration)));
    } catch (IOException e) {
      throw new UncheckedIOException(plugins + " can't be read: " + e.getMessage(), e);
    }
  }
}
