package dev.surety.gateway.keys;

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
}
