package dev.surety.operate.control;

import dev.surety.output.terminal.BadInput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety control price}. */
@Command(
    name = "price",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Changes what a model costs from now on: the next version of its record, else as it was.",
      "What cached input costs changes in proportion. Prices of a calendar stay as they are."
    })
final class PriceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Its name, as control list has it.")
  private String model;

  @Parameters(
      index = "1",
      paramLabel = "IN",
      description = "US dollars for a million input tokens.")
  private double input;

  @Parameters(
      index = "2",
      paramLabel = "OUT",
      description = "US dollars for a million output tokens.")
  private double output;

  @Option(
      names = "--confirmed",
      description = "It is right though it is more than ten times off the one before.")
  private boolean confirmed;

  @Mixin private Publication publication;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () ->
            publication.publish(
                (inForce, now) ->
                    new NextRecords(inForce, now, model)
                        .price(input, output, confirmed)
                        .lines(spec.qualifiedName())));
  }
}
