package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.output.terminal.BadInput;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSwitch;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety control fleet}. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether tenants learn from each other: off until it is on again.",
      "While it is off no version of the fleet's prior is in force, whatever is published, and"
          + " nobody gives anything; what the fleet knows is kept."
    })
final class FleetCommand implements Callable<Integer> {

  /** What can be said. */
  enum Word {
    on,
    off
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "on|off", description = "What counts from now on.")
  private Word word;

  @Mixin private Publication publication;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () ->
            publication.publish(
                (inForce, now) -> NextRecords.lines(spec.qualifiedName(), next(inForce, word))));
  }

  /** The next word on the fleet, unless it is what counts already. */
  static List<ArtefactUpdate> next(ControlInForce inForce, Word word) {
    if ((word == Word.off) == inForce.isFleetOff()) {
      return List.of();
    }
    FleetSwitch said = word == Word.on ? FleetSwitch.ON : FleetSwitch.OFF;
    List<ControlUpdate> known = inForce.versions(FleetSwitch.SUBJECT);
    long version = known.isEmpty() ? 1 : known.get(known.size() - 1).version() + 1;
    return List.of(new ArtefactUpdate(FleetSwitch.KIND, FleetPrior.POOL, version, said.write()));
  }
}
