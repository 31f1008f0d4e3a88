package dev.surety.operate.control;

import dev.surety.operate.prices.PriceList;
import dev.surety.operate.prices.PriceListFormat;
import dev.surety.operate.prices.PriceMap;
import dev.surety.output.terminal.BadInput;
import dev.surety.wire.json.ControlFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code surety control sync}. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds the pool against a list of prices that somebody publishes, shows what differs, and"
          + " publishes what is to be believed.",
      "A first price, one that is far from what is in force, and one that the job would not believe"
          + " are held back until a person says --confirm."
    })
final class SyncCommand implements Callable<Integer> {

  /** Formats by the names that their publishers have. */
  static final class Formats implements ITypeConverter<PriceListFormat> {
    @Override
    public PriceListFormat convert(String value) {
      for (PriceListFormat format : PriceListFormat.values()) {
        if (format.toString().equals(value)) {
          return format;
        }
      }
      throw new TypeConversionException(
          "there is litellm, openrouter, models.dev and genai-prices, and no " + value);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "The list, as its publisher has it; you download it.")
  private Path from;

  @Option(
      names = "--format",
      required = true,
      converter = Formats.class,
      paramLabel = "FORMAT",
      description =
          "litellm (model_prices_and_context_window.json), openrouter (/api/v1/models), models.dev"
              + " (api.json) or genai-prices (data.json).")
  private PriceListFormat format;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description =
          "What the models are called in the list, and which are pinned:"
              + " {\"gpt-4o\": {\"name\": \"openai/gpt-4o\"}, \"ours\": {\"pinned\": true}}. Without"
              + " it a model is what the list calls by its name or an alias.")
  private Path map;

  @Option(
      names = "--confirm",
      paramLabel = "MODEL",
      description = "Its price is right though it would be held back. May be repeated.")
  private Set<String> confirmed = new LinkedHashSet<>();

  @Option(
      names = "--most",
      defaultValue = "3",
      paramLabel = "TIMES",
      description =
          "By how many times a price may change and be believed, 1 to 10 (default:"
              + " ${DEFAULT-VALUE}).")
  private double most;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "From when what it changes counts, such as 2026-11-30T00:00:00Z (default: now).")
  private Instant asOf;

  @Option(
      names = "--pool",
      paramLabel = "FILE",
      description =
          "In place of the topic: hold the models of a file of control records against the list."
              + " Nothing is published; with --keep what would be is written.")
  private Path pool;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description =
          "Write what is to be published into a file of that folder with the time in its name, for"
              + " control put and for your records.")
  private Path keep;

  @Option(
      names = "--touch",
      description =
          "Send models whose price has not changed, too: the sign of life of a feed. It changes"
              + " nothing else.")
  private boolean touch;

  @Mixin private Publication publication;

  @Override
  public Integer call() throws Exception {
    if (!(most >= 1 && most <= 10)) {
      throw new ParameterException(
          spec.commandLine(),
          "--most is 1 to 10: what is further off waits in the job itself, however it is put");
    }
    return BadInput.orElse(
        spec,
        () -> {
          long time = asOf == null ? System.currentTimeMillis() / 1000 * 1000 : asOf.toEpochMilli();
          PriceList list = PriceList.read(from, format, time);
          PriceMap names = map == null ? PriceMap.empty() : PriceMap.read(map);
          return pool != null
              ? offline(list, names, time)
              : publication.publish(touch, (inForce, now) -> records(inForce, list, names, time));
        });
  }

  private int offline(PriceList list, PriceMap names, long time) {
    long now = System.currentTimeMillis();
    ControlInForce inForce = ControlInForce.of(pool, Math.min(time, now) - 1);
    List<ControlFile.Line> lines = records(inForce, list, names, time);
    PrintWriter out = spec.commandLine().getOut();
    ChangeText.lines(ChangePlan.of(inForce, lines, now)).forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }

  private List<ControlFile.Line> records(
      ControlInForce inForce, PriceList list, PriceMap names, long time) {
    PriceSync sync = new PriceSync(inForce, list, names, most, confirmed, time);
    List<ControlFile.Line> lines = sync.lines(spec.qualifiedName());
    SyncText text = new SyncText(sync, list, from, time);
    PrintWriter out = spec.commandLine().getOut();
    text.lines().forEach(out::println);
    if (keep != null) {
      try {
        out.println("kept in " + text.keep(keep, lines, inForce));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }
}
