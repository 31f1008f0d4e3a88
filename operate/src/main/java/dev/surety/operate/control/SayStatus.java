package dev.surety.operate.control;

import dev.surety.domain.ModelSpec.Status;
import dev.surety.output.terminal.BadInput;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands have in common that say something of a model's status. */
abstract class SayStatus implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "Its name, as control list has it.")
  private String model;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "How long, such as 90s, 30m, 2h or 1d; then what was before is back. Without it: until"
              + " somebody says otherwise.")
  private Duration time;

  @Mixin private Publication publication;

  private final Status status;

  SayStatus(Status status) {
    this.status = status;
  }

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () ->
            publication.publish(
                (inForce, now) -> {
                  NextRecords next = new NextRecords(inForce, now, model).status(status, time);
                  return also(next).lines(spec.qualifiedName());
                }));
  }

  /** What else is to be said. */
  NextRecords also(NextRecords next) {
    return next;
  }
}
