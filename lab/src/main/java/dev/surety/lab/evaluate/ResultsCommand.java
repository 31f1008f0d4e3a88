package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.output.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code surety results}: the evaluations behind docs/results.md, and the page. Every data set,
 * with and without tags, promises at shares of the gap between the cheapest and the best model,
 * dense and sparse feedback.
 */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Evaluates policies over every data set of a folder and writes the page of results.",
    footer = {
      "",
      "Targets lie 25, 50, 75 and 90 %% of the way from the cheapest model's satisfaction to the"
          + " best one's. A set whose results are in DIR already is not run again."
    })
public final class ResultsCommand implements Callable<Integer> {

  private static final double MAX_MISSING_SHARE = 0.02;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of routing data: all NAME.jsonl.gz that have a NAME.models.json.")
  private Path data;

  @Option(
      names = "--runs",
      required = true,
      paramLabel = "DIR",
      description = "Where results.json and report.html of every set go.")
  private Path runs;

  @Option(
      names = "--page",
      required = true,
      paramLabel = "FILE",
      description = "The page to write: text between its marks is replaced, the rest stays.")
  private Path page;

  @Option(
      names = "--policies",
      paramLabel = "LIST",
      defaultValue = "surety,slarouter,mess-plus",
      description = "As for evaluate (default: ${DEFAULT-VALUE}).")
  private String policies;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Requests a run (default: ${DEFAULT-VALUE}).")
  private int horizon;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs a cell (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cells that run side by side (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      List<Path> sets = sets();
      List<PolicyChoice> choices = PolicyChoice.parseList(policies);
      if (threads < 1 || seeds < 1 || horizon < 1) {
        throw new IllegalArgumentException("--threads, --seeds and --horizon must be at least 1");
      }
      List<Path> results = new ArrayList<>();
      for (Path set : sets) {
        for (boolean tagged : new boolean[] {true, false}) {
          String name = set.getFileName().toString().replace(".jsonl.gz", "");
          Path folder = runs.resolve(name + (tagged ? "-tag" : "-no-tag"));
          Path result = folder.resolve("results.json");
          if (!Files.exists(result)) {
            err.println(folder.getFileName());
            run(plan(RoutingData.read(set, List.of(), MAX_MISSING_SHARE), choices, tagged), folder);
          }
          results.add(result);
        }
      }
      ResultsPage.write(page, results);
      spec.commandLine().getOut().println("written: " + page);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | IllegalStateException e) {
      err.println("surety results: " + e);
      return 1;
    }
  }

  private List<Path> sets() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new IllegalArgumentException("--data: there is no folder " + data + "; check the path");
    }
    try (Stream<Path> files = Files.list(data)) {
      List<Path> sets =
          files
              .filter(file -> file.toString().endsWith(".jsonl.gz"))
              .filter(
                  file ->
                      Files.exists(Path.of(file.toString().replace(".jsonl.gz", ".models.json"))))
              .sorted()
              .toList();
      if (sets.isEmpty()) {
        throw new IllegalArgumentException("--data: " + data + " has no NAME.jsonl.gz in it");
      }
      return sets;
    }
  }

  private EvaluationPlan plan(RoutingData set, List<PolicyChoice> choices, boolean tagged) {
    return EvaluationPlan.of(set, choices)
        .targets(TargetShares.of(set, TargetShares.STANDARD))
        .feedback(FeedbackSetting.STANDARD)
        .horizon(horizon)
        .tagged(tagged)
        .seeds(LongStream.rangeClosed(1, seeds).boxed().toList())
        .build();
  }

  private void run(EvaluationPlan plan, Path folder) throws IOException, InterruptedException {
    Evaluator evaluator = new Evaluator(plan);
    try (Progress progress =
        Progress.towards(
            evaluator.totalRequests(), "evaluate", "decisions", spec.commandLine().getErr())) {
      Evaluation evaluation = evaluator.run(threads, progress::advance);
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.html"), EvaluationPage.write(evaluation));
      Files.writeString(folder.resolve("results.json"), ResultsJson.write(evaluation));
      spec.commandLine().getOut().println(Speed.of(evaluation.cells()).text());
    }
  }
}
