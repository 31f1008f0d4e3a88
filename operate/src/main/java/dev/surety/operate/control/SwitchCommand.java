package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.output.terminal.BadInput;
import dev.surety.policy.PoolSwitch;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator switches off for the whole pool until it is on again. */
abstract class SwitchCommand implements Callable<Integer> {

  /** What can be said. */
  enum Word {
    on,
    off
  }

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
  static final class Fleet extends SwitchCommand {
    Fleet() {
      super(PoolSwitch.FLEET);
    }

    @Override
    boolean isOff(ControlInForce inForce) {
      return inForce.isFleetOff();
    }
  }

  /** {@code surety control health}. */
  @Command(
      name = "health",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Says whether a model that fails many tenants is kept from all: off until it is on again.",
        "While it is off each tenant's own errors count as ever. One model is overruled with"
            + " control up MODEL --for, or control down MODEL."
      })
  static final class Health extends SwitchCommand {
    Health() {
      super(PoolSwitch.HEALTH);
    }

    @Override
    boolean isOff(ControlInForce inForce) {
      return inForce.isHealthOff();
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "on|off", description = "What counts from now on.")
  private Word word;

  @Mixin private Publication publication;

  private final PoolSwitch what;

  SwitchCommand(PoolSwitch what) {
    this.what = what;
  }

  abstract boolean isOff(ControlInForce inForce);

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () ->
            publication.publish(
                (inForce, now) -> NextRecords.lines(spec.qualifiedName(), next(inForce, word))));
  }

  /** The next word, unless it is what counts already. */
  List<ArtefactUpdate> next(ControlInForce inForce, Word said) {
    if ((said == Word.off) == isOff(inForce)) {
      return List.of();
    }
    List<ControlUpdate> known = inForce.versions(what.subject());
    long version = known.isEmpty() ? 1 : known.get(known.size() - 1).version() + 1;
    return List.of(what.say(said == Word.on, version));
  }
}
