package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.output.terminal.BadInput;
import dev.surety.policy.health.HealthSwitch;
import dev.surety.policy.health.PoolHealth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety control health}. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a model that fails many tenants is kept from all: off until it is on again.",
      "While it is off each tenant's own errors count as ever. One model is overruled with control"
          + " up MODEL --for, or control down MODEL."
    })
final class HealthCommand implements Callable<Integer> {

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

  /** The next word on health, unless it is what counts already. */
  static List<ArtefactUpdate> next(ControlInForce inForce, Word word) {
    if ((word == Word.off) == inForce.isHealthOff()) {
      return List.of();
    }
    HealthSwitch said = word == Word.on ? HealthSwitch.ON : HealthSwitch.OFF;
    List<ControlUpdate> known = inForce.versions(HealthSwitch.SUBJECT);
    long version = known.isEmpty() ? 1 : known.get(known.size() - 1).version() + 1;
    return List.of(new ArtefactUpdate(HealthSwitch.KIND, PoolHealth.POOL, version, said.write()));
  }
}
