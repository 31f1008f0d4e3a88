package dev.surety.trials.storage;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginManager;

/**
 * Looks for a file, with the credentials that its environment and a configuration of Flink lead to:
 * with one configuration after the other, by another proxy each time. One process, as the plugin
 * takes most of the time to load.
 */
final class PodOnObjectStore {

  private PodOnObjectStore() {}

  /** See the class; the folder of plugins, the file, and folders of configuration with ports. */
  public static void main(String[] args) throws Exception {
    PluginManager plugins =
        new DefaultPluginManager(
            new DirectoryBasedPluginFinder(java.nio.file.Path.of(args[0])).findPlugins(),
            CoreOptions.getPluginParentFirstLoaderPatterns(new Configuration()));
    Path file = new Path(args[1]);
    for (int i = 2; i < args.length; i += 2) {
      System.setProperty("https.proxyPort", args[i + 1]);
      FileSystem.initialize(GlobalConfiguration.loadConfiguration(args[i]), plugins);
      try {
        System.out.println("found: " + file.getFileSystem().exists(file));
      } catch (Exception e) { // no credentials: that is what it is to find
        System.out.println(e);
      }
      System.out.println("looked as " + args[i]);
    }
    System.exit(0);
  }
}
