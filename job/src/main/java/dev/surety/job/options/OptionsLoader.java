package dev.surety.job.options;

import java.nio.file.Path;
import java.util.Map;

/**
 * Reads the options: the file named by {@code --config}, over it the environment, over both the
 * arguments.
 */
public final class OptionsLoader {

  private OptionsLoader() {}

  /** Whether the arguments ask for {@link OptionsHelp} instead of a start. */
  public static boolean askForHelp(String[] args) {
    return ArgumentOptions.askForHelp(args);
  }

  /**
   * @param args as {@code main} gets them
   * @param environment usually {@code System.getenv()}
   * @throws InvalidOptions with everything that is wrong, each with its source and the mend
   */
  public static JobSettings load(String[] args, Map<String, String> environment) {
    GivenOptions arguments = ArgumentOptions.read(args);
    GivenOptions.Given file = arguments.values().remove(ArgumentOptions.CONFIG);
    GivenOptions given = file == null ? new GivenOptions() : YamlFile.read(Path.of(file.value()));
    given.override(EnvironmentOptions.read(environment));
    given.override(arguments);
    return OptionsCheck.check(given);
  }

  /**
   * Settings of a job that another program starts.
   *
   * @throws InvalidOptions as {@link #load}
   */
  public static JobSettings of(Map<String, String> values) {
    return OptionsCheck.check(ArgumentOptions.of(values));
  }
}
