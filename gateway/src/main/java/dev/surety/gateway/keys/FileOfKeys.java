package dev.surety.gateway.keys;

import dev.surety.output.terminal.BadFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the keys are: an option that every command about them has. */
final class FileOfKeys {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "keys.jsonl",
      description =
          "The file of keys, as 'api-keys.file' names it to the door (default: ${DEFAULT-VALUE}).")
  private Path path;

  KeyFile open() {
    return new KeyFile(path.toAbsolutePath());
  }

  /**
   * The same, where it has to be there.
   *
   * @throws BadFile if it is not
   */
  KeyFile existing() {
    BadFile.require(path, "name the file that 'surety gateway keys add' has made");
    return open();
  }
}
