package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.InputFault;
import dev.surety.output.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety evaluate}. Exit codes: 0 done, 1 a gate or the work failed, 2 bad usage. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Replays routing data through the router's own engine: which policy keeps which promise,"
            + " and what it costs beside the best fixed choices known in hindsight.",
    footer = {
      "",
      "A request comes every millisecond of a made-up clock, so delays and windows are in requests."
          + " What an answer cost is known at once, whether it satisfied after the delay.",
      "A floor is kept if a >= target - max(0.005, 3 sqrt((1 - p) / p * a (1 - a) / n)): a is the"
          + " true satisfaction, p the share of the n requests that were judged. The mean over"
          + " several seeds must be at least target - 0.003.",
      "1 pt: runs that ended at most a point below their target, whatever noise there was.",
      "Until floor: the first request after which the running satisfaction stays at target - 0.01"
          + " or above until the end, mean over seeds; those that never got there count with all"
          + " requests, marked >.",
      "Deficit: the largest value that target * t - satisfying answers among the first t had.",
      "With --judge costs are all in: those of the models and of the labels, which are also told"
          + " apart.",
      "With --tenants costs are compared with what is expected of each tenant's own means, not with"
          + " hindsight on the rows it happened to meet."
    })
public final class EvaluateCommand implements Callable<Integer> {

  private static final String EVERY_POLICY = "*";

  @Spec private CommandSpec spec;
  @Mixin private EvaluateOptions options;
  @Mixin private BoughtLabelOptions judge;
  @Mixin private DemandOptions demands;
  @Mixin private FleetOptions fleet;
  @Mixin private DeadlineOptions deadline;
  @Mixin private BudgetOptions budget;

  @Option(
      names = "--gate",
      arity = "0..1",
      fallbackValue = EVERY_POLICY,
      paramLabel = "LIST",
      description =
          "Exit with 1 if one of these policies (all, if none is named) misses a floor that can be"
              + " kept.")
  private String gate;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cells that run side by side (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results.json and report.html go.")
  private Path out;

  @Option(
      names = "--write-prior",
      paramLabel = "FILE",
      description =
          "Where to write what the users of all runs said of each model: the payload of an artefact"
              + " of kind prior, for --prior and for tenants that have seen nothing.")
  private Path writePrior;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (threads < 1) {
        throw new IllegalArgumentException("--threads must be at least 1, not " + threads);
      }
      EvaluationPlan unlimited = judge.of(options.plan());
      EvaluationPlan plan = demands.of(unlimited);
      List<PolicyChoice> gated = gated(plan);
      checkPrior(plan);
      if (deadline.given()) {
        demands.checkAlone(plan);
        return deadlines(plan, gated);
      }
      deadline.checkAlone();
      if (budget.given()) {
        return budgets(plan, gated);
      }
      budget.checkAlone();
      if (fleet.given()) {
        demands.checkAlone(plan);
        return fleets(fleet.plan(plan, options.targetShares()), gated);
      }
      fleet.checkAlone();
      if (out != null) {
        Files.createDirectories(out); // better now than after the work
      }
      if (!demands.reuse().isEmpty()) {
        return reuse(plan, gated);
      }
      Evaluation evaluation = run(new Evaluator(plan), err);
      LimitsCost limits =
          plan.demands().allowAll()
              ? null
              : new LimitsCost(evaluation, run(new Evaluator(unlimited), err));
      return report(evaluation, limits, gated);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | IllegalStateException e) {
      err.println("surety evaluate: " + text(e));
      return e instanceof InputFault ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
  }

  private int fleets(FleetPlan plan, List<PolicyChoice> gated)
      throws IOException, InterruptedException {
    if (writePrior != null) {
      throw new IllegalArgumentException(
          "--write-prior: a fleet publishes what it learns itself; leave it or --tenants out");
    }
    if (out != null) {
      Files.createDirectories(out);
    }
    if (plan.outage() != null) {
      return outage(plan, gated);
    }
    FleetReport report;
    try (Progress progress =
        Progress.towards(
            FleetEvaluation.totalRequests(plan),
            "evaluate",
            "decisions",
            spec.commandLine().getErr())) {
      report = new FleetReport(FleetEvaluation.run(plan, threads, progress::advance));
    }
    PrintWriter text = spec.commandLine().getOut();
    report.print(text);
    if (out != null) {
      report.write(out, text);
    }
    text.flush();
    List<String> missed = report.missed(gated);
    missed.forEach(spec.commandLine().getErr()::println);
    return missed.isEmpty() ? 0 : 1;
  }

  private int outage(FleetPlan plan, List<PolicyChoice> gated)
      throws IOException, InterruptedException {
    if (!gated.isEmpty()) {
      throw new IllegalArgumentException("--gate and --outage: leave one out");
    }
    OutageReport report;
    try (Progress progress =
        Progress.towards(
            3 * FleetEvaluation.totalRequests(plan),
            "evaluate",
            "decisions",
            spec.commandLine().getErr())) {
      report = new OutageReport(plan, FleetEvaluation.outages(plan, threads, progress::advance));
    }
    PrintWriter text = spec.commandLine().getOut();
    report.print(text);
    if (out != null) {
      report.write(out, text);
    }
    return 0;
  }

  private int reuse(EvaluationPlan plan, List<PolicyChoice> gated)
      throws IOException, InterruptedException {
    if (!gated.isEmpty() || writePrior != null) {
      throw new IllegalArgumentException("--reuse: leave --gate and --write-prior out");
    }
    ReuseEvaluation reused;
    try (Progress progress =
        Progress.towards(
            ReuseEvaluation.totalRequests(plan, demands.reuse()),
            "evaluate",
            "decisions",
            spec.commandLine().getErr())) {
      reused =
          ReuseEvaluation.run(
              plan, demands.promptTokens(), demands.reuse(), threads, progress::advance);
    }
    PrintWriter text = spec.commandLine().getOut();
    reused.print(text);
    if (out != null) {
      reused.write(out, text);
    }
    return 0;
  }

  private int deadlines(EvaluationPlan plan, List<PolicyChoice> gated)
      throws IOException, InterruptedException {
    if (fleet.given() || !gated.isEmpty() || writePrior != null) {
      throw new IllegalArgumentException(
          "--deadline is looked at by itself; leave out --tenants, --gate and --write-prior");
    }
    fleet.checkAlone();
    DeadlineCells cells = deadline.cells(plan);
    if (out != null) {
      Files.createDirectories(out);
    }
    DeadlineReport report;
    try (Progress progress =
        Progress.towards(
            cells.totalRequests(), "evaluate", "decisions", spec.commandLine().getErr())) {
      report = new DeadlineReport(cells, cells.run(threads, progress::advance));
    }
    PrintWriter text = spec.commandLine().getOut();
    report.print(text);
    if (out != null) {
      report.write(out, text);
    }
    return 0;
  }

  private int budgets(EvaluationPlan plan, List<PolicyChoice> gated)
      throws IOException, InterruptedException {
    if (fleet.given() || !gated.isEmpty() || writePrior != null) {
      throw new IllegalArgumentException(
          "--budget is looked at by itself; leave out --tenants, --gate and --write-prior");
    }
    fleet.checkAlone();
    BudgetCells cells = budget.cells(plan);
    if (out != null) {
      Files.createDirectories(out);
    }
    BudgetReport report;
    try (Progress progress =
        Progress.towards(
            cells.totalRequests(), "evaluate", "decisions", spec.commandLine().getErr())) {
      report = new BudgetReport(cells, cells.run(threads, progress::advance));
    }
    PrintWriter text = spec.commandLine().getOut();
    report.print(text);
    if (out != null) {
      report.write(out, text);
    }
    return 0;
  }

  private Evaluation run(Evaluator evaluator, PrintWriter err) throws InterruptedException {
    try (Progress progress =
        Progress.towards(evaluator.totalRequests(), "evaluate", "decisions", err)) {
      return evaluator.run(threads, progress::advance);
    }
  }

  private List<PolicyChoice> gated(EvaluationPlan plan) {
    if (gate == null) {
      return List.of();
    }
    if (gate.equals(EVERY_POLICY)) {
      return plan.policies();
    }
    List<PolicyChoice> gated = PolicyChoice.parseList(gate);
    for (PolicyChoice policy : gated) {
      if (!plan.policies().contains(policy)) {
        throw new IllegalArgumentException(
            "--gate: policy '" + policy.label() + "' isn't among those of --policies");
      }
    }
    return gated;
  }

  private void checkPrior(EvaluationPlan plan) {
    boolean speakForAll = plan.feedback().stream().allMatch(FeedbackSetting::speaksForAll);
    if (writePrior != null && !speakForAll && plan.solicitRate() == 0) {
      throw new IllegalArgumentException(
          "--write-prior: users who speak at unequal rates don't say how good a model is;"
              + " ask some of them with --solicit-rate");
    }
  }

  /**
   * @param limits what limits and requirements cost, or {@code null} where there are none
   */
  private int report(Evaluation evaluation, LimitsCost limits, List<PolicyChoice> gated)
      throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    EvaluationPlan plan = evaluation.plan();
    text.printf(
        "%s: %s rows, %d models; %s requests a run%n",
        plan.data().origin(),
        Figures.count(plan.data().size()),
        plan.data().pool().size(),
        Figures.count(plan.horizon()));
    plan.data().notes().forEach(note -> text.println("  " + note));
    text.println();
    ResultsText.of(evaluation).forEach(text::println);
    text.println();
    table(text, TauTables.levels(evaluation), TauTables.LEVELS_NOTE);
    table(text, TauTables.changes(evaluation), TauTables.CHANGES_NOTE);
    if (plan.order() == StreamOrder.BY_DOMAIN) {
      ResultsText.recoveries(evaluation).forEach(text::println);
      text.println();
    }
    if (limits != null) {
      limits.lines().forEach(text::println);
      text.println();
    }
    text.println(Speed.of(evaluation.cells()).text());
    Speed.decisions(evaluation).forEach(text::println);
    if (out != null) {
      Files.writeString(out.resolve("results.json"), ResultsJson.write(evaluation));
      Files.writeString(out.resolve("report.html"), EvaluationPage.write(evaluation));
      text.println("written: " + out.resolve("results.json") + ", " + out.resolve("report.html"));
    }
    if (writePrior != null) {
      Files.writeString(writePrior, PooledPrior.of(evaluation).write() + "\n");
      text.println("written: " + writePrior);
    }
    List<String> missed = missed(evaluation, gated);
    text.flush();
    missed.forEach(spec.commandLine().getErr()::println);
    return missed.isEmpty() ? 0 : 1;
  }

  private static void table(PrintWriter text, List<String[]> rows, String note) {
    if (!rows.isEmpty()) {
      ResultsText.table(rows).forEach(text::println);
      text.println(note);
      text.println();
    }
  }

  private static List<String> missed(Evaluation evaluation, List<PolicyChoice> gated) {
    List<String> missed = new ArrayList<>();
    for (GroupResult group : evaluation.groups()) {
      boolean kept =
          group.cells().stream().allMatch(c -> !c.feasible() || c.floorMet())
              && (!group.feasible() || group.meanMet());
      Cell cell = group.common();
      if (!kept && gated.contains(cell.policy())) {
        missed.add(
            "gate: %s missed its floor: target %s, feedback %s, satisfaction %s over %d seeds"
                .formatted(
                    cell.policy().label(),
                    cell.path().label(),
                    cell.feedback().label(),
                    Figures.fixed(group.satisfaction(), 4),
                    group.cells().size()));
      }
    }
    return missed;
  }

  private static String text(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
