package dev.surety.benchmarks.report;

import dev.surety.benchmarks.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./surety bench}: measures, shows, compares with the baseline, and writes the page. */
@Command(
    name = "bench",
    description = {
      "Measures the router: engine, pipeline, topic to topic, state, tools, front door.",
      "Ratios of one run are comparable; a ratio more than 20 %% worse than the baseline is"
          + " reported, and the exit code is 1.",
      "Give it a quiet machine: what else runs there is measured too."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  /** Of full and of quick runs: shorter warm-ups and smaller states make other ratios. */
  private static final Path BASELINE = Path.of("benchmarks", "baseline.json");

  private static final Path QUICK_BASELINE = Path.of("benchmarks", "baseline-quick.json");

  private final List<Part> parts;
  private boolean failed;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Few, short rounds: the ratios in under 5 minutes.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write all that was measured, as JSON.")
  private Path out;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Only these parts: engine, pipeline, kafka, state, million, tools, gateway.")
  private List<String> only = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Compare with this run (default: benchmarks/baseline.json, or baseline-quick.json of a"
              + " quick run).")
  private Path baseline;

  @Option(names = "--page", paramLabel = "FILE", description = "Write the run as a page.")
  private Path page;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing: show, compare and write what is in this file.")
  private Path from;

  public BenchCommand(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter screen = spec.commandLine().getOut();
    BenchResult result = from == null ? measure() : BenchResult.read(from);
    ResultTable.print(result, screen);
    if (out != null) {
      result.write(out);
    }
    if (page != null) {
      Files.writeString(page, PerformancePage.of(result));
    }
    int compared = compare(result, screen);
    return failed ? 1 : compared;
  }

  private BenchResult measure() throws Exception {
    List<Part> chosen = chosen();
    PrintWriter err = spec.commandLine().getErr();
    Machine machine = Machine.here();
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Measurements findings = new Measurements();
    for (Part part : chosen) {
      try {
        part.run(findings, quick, line -> err.printf("%4d s  %s%n", since(start), line));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // What the other parts take minutes to measure is worth keeping.
        err.printf("bench: part %s failed%s%n", part.name(), causes(e));
        failed = true;
      }
    }
    return findings.result(start.toString(), quick, since(start), machine);
  }

  /** All the way down: a failed job is the least of it. */
  private static String causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(cause -> ": " + (cause.getMessage() == null ? cause : cause.getMessage()))
        .distinct()
        .collect(Collectors.joining());
  }

  private static long since(Instant start) {
    return ChronoUnit.SECONDS.between(start, Instant.now());
  }

  private List<Part> chosen() {
    Map<String, Part> byName = parts.stream().collect(Collectors.toMap(Part::name, part -> part));
    for (String name : only) {
      if (!byName.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no part '%s'; the parts are %s"
                .formatted(name, parts.stream().map(Part::name).collect(Collectors.joining(", "))));
      }
    }
    return parts.stream().filter(part -> only.isEmpty() || only.contains(part.name())).toList();
  }

  private int compare(BenchResult result, PrintWriter screen) throws IOException {
    Path file =
        baseline == null
            ? Path.of(System.getProperty("surety.home", "."))
                .resolve(result.quick() ? QUICK_BASELINE : BASELINE)
            : baseline;
    if (baseline == null && Files.notExists(file)) {
      screen.println("there is no baseline to compare with");
      return 0;
    }
    ReferenceRun known = new ReferenceRun(BenchResult.read(file).ratios());
    List<ReferenceRun.Regression> regressions = known.regressions(result.ratios());
    screen.printf(
        "%d ratios compared with the baseline, %d worse%n",
        known.compared(result.ratios()), regressions.size());
    regressions.forEach(regression -> screen.println("  " + regression.text()));
    return regressions.isEmpty() ? 0 : 1;
  }
}
