package dev.surety.operate.control;

import dev.surety.domain.ModelSpec.Status;
import picocli.CommandLine.Command;

/** {@code surety control drain}. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends no new requests to a model: it answers those again that it was decided for, its feedback"
          + " counts, and it is not taken for failing.",
      "No price that is published brings it back; control up does, or the end of --for."
    })
final class DrainCommand extends SayStatus {

  DrainCommand() {
    super(Status.DRAINING);
  }
}
