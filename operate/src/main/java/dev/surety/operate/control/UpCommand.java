package dev.surety.operate.control;

import dev.surety.domain.ModelSpec.Status;
import picocli.CommandLine.Command;

/** {@code surety control up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings a model back that control down or drain has taken out of service.",
      "Where its own record says that it is not active, the next version of that is put, too."
    })
final class UpCommand extends SayStatus {

  UpCommand() {
    super(Status.ACTIVE);
  }

  @Override
  NextRecords also(NextRecords next) {
    return next.active();
  }
}
