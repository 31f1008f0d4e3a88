package dev.surety.operate.control;

import dev.surety.domain.ModelSpec.Status;
import picocli.CommandLine.Command;

/** {@code surety control down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a model out of service: no request goes to it any more, and one that comes again is"
          + " decided anew.",
      "No price that is published brings it back; control up does, or the end of --for."
    })
final class DownCommand extends SayStatus {

  DownCommand() {
    super(Status.DOWN);
  }
}
