package dev.surety.tools.savepoint;

import java.util.Map;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * File systems for savepoints and journals that are not on this machine, found as Flink's own
 * scripts find them: plugins below {@code FLINK_PLUGINS_DIR}, their options in the configuration of
 * {@code FLINK_CONF_DIR}. Those on the class path are there without.
 */
public final class FileSystems {

  private FileSystems() {}

  /**
   * To be called once, before anything is read.
   *
   * @param environment of the process
   * @throws RuntimeException saying why, if a folder that is named has no configuration
   */
  public static void use(Map<String, String> environment) {
    String options = environment.get(ConfigConstants.ENV_FLINK_CONF_DIR);
    if (options == null && !environment.containsKey(ConfigConstants.ENV_FLINK_PLUGINS_DIR)) {
      return;
    }
    Configuration configuration =
        options == null ? new Configuration() : GlobalConfiguration.loadConfiguration(options);
    FileSystem.initialize(
        configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
  }
}
