package dev.surety.tools.ope.journal;

import dev.surety.output.terminal.BadInput;
import dev.surety.output.terminal.Figures;
import dev.surety.policy.FixedModel;
import dev.surety.policy.Policies;
import dev.surety.tools.audit.TenantOption;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.journal.MissingOption;
import dev.surety.tools.log.LogQuestion;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import dev.surety.tools.ope.journal.Scenario.Price;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety audit evaluate}: what another policy, promise or price would have been worth. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says from the journal, or from a log of others, what another policy, promise, price or pool"
            + " would have delivered and cost, with intervals, and refuses where the journal can't"
            + " tell.",
    footer = {
      "",
      "A fixed model is judged decision by decision from the logged probabilities. A policy that is"
          + " driven by its own past (surety, slarouter, mess-plus) can't be: it is simulated, the"
          + " engine itself on the logged requests with outcomes drawn from what the journal says of"
          + " each model, and on a uniformly random log also replayed by rejection.",
      "docs/off-policy.md tells when not to trust what."
    })
public final class EvaluateJournalCommand implements Callable<Integer> {

  private static final String LOGGED = "logged";

  @Spec private CommandSpec spec;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description =
          "The folder that the job writes its journal to (its option journal.path), with all of its"
              + " files: a path, or a URI of a file system that Flink knows.")
  private String journal;

  @Mixin private LogQuestion log;

  @Mixin private TenantOption tenants;

  @Option(
      names = "--model",
      paramLabel = "[TAG=]NAME",
      description =
          "Always this model; may be repeated with a tag for requests that have another one, as in"
              + " --model small --model code=large.")
  private List<String> models = List.of();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "A policy as an SLA names it: "
              + Policies.NAMES
              + " or fixed:MODEL; or \"logged\", the log itself (default).")
  private String policy;

  @Option(
      names = "--target",
      paramLabel = "SHARE",
      description = "What if this had been promised to every tenant: 0..1.")
  private double target = Double.NaN;

  @Option(
      names = "--price",
      paramLabel = "MODEL=IN/OUT",
      description = "What if a model had cost this, USD for a million input and output tokens.")
  private Map<String, String> prices = new TreeMap<>();

  @Option(
      names = "--without",
      paramLabel = "MODEL",
      description = "What if there had not been this model.")
  private List<String> without = List.of();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description =
          "What belongs together when intervals are made: conversation (default) or tenant.")
  private Cluster cluster = Cluster.CONVERSATION;

  @Option(
      names = "--clip",
      paramLabel = "W",
      description = "Largest weight that counts in full (default: ${DEFAULT-VALUE}).")
  private double clip = 20;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Last requests of a tenant that are simulated (default: ${DEFAULT-VALUE}).")
  private int requests = 5000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Simulations of each tenant (default: ${DEFAULT-VALUE}).")
  private int seeds = 20;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Where the same facts go as JSON.")
  private Path summary;

  @Option(names = "--json", description = "Print the JSON instead of the text.")
  private boolean json;

  @Mixin private HistoryOption histories;

  @Mixin private MissingOption missing;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () -> {
          require(
              log.isAsked() == (journal == null),
              "give the journal of the job (--journal) or a log of others (--log), and not both");
          return log.isAsked() ? ofLog() : evaluate();
        });
  }

  private int ofLog() throws IOException {
    require(!(clip < 1), "--clip must be at least 1, not " + clip);
    require(
        policy == null
            && models.isEmpty()
            && prices.isEmpty()
            && without.isEmpty()
            && Double.isNaN(target),
        "--log prices each model alone, and promises (--targets); --model, --policy, --target,"
            + " --price and --without ask a journal");
    log.answer(tenants.wanted(), clip, json, summary, spec.commandLine().getOut());
    return 0;
  }

  private int evaluate() throws IOException {
    long start = System.nanoTime();
    OffPolicyQuery question = question();
    JournalFiles files = JournalFiles.in(journal);
    step("finding the rows that count, in " + Figures.count(files.paths().size()) + " files");
    History history = histories.of(JournalOutline.of(files, JournalOutline.Progress.SILENT));
    JournalAccount[] account = new JournalAccount[1];
    JournalEvaluation.Report report =
        JournalEvaluation.of(
            history,
            told -> {
              account[0] = told;
              missing.check(told);
            },
            question,
            this::step);
    double seconds = (System.nanoTime() - start) / 1e9;
    String written =
        json || summary != null ? EvaluationJson.write(report, account[0].json(), seconds) : null;
    if (json) {
      spec.commandLine().getOut().println(written);
    } else {
      EvaluationText.of(report, seconds).forEach(spec.commandLine().getOut()::println);
      account[0].lines().forEach(spec.commandLine().getOut()::println);
    }
    if (summary != null) {
      Files.writeString(summary, written + "\n");
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void step(String next) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("audit evaluate: " + next);
    err.flush();
  }

  private OffPolicyQuery question() {
    require(!(clip < 1), "--clip must be at least 1, not " + clip);
    require(requests >= 1, "--requests must be at least 1, not " + requests);
    require(seeds >= 2, "--seeds must be at least 2, not " + seeds);
    require(
        Double.isNaN(target) || (target >= 0 && target <= 1),
        "--target must be a share from 0 to 1, not " + target);
    require(
        policy == null || models.isEmpty(), "--model and --policy exclude each other: give one");
    TreeMap<String, Price> priced = new TreeMap<>();
    prices.forEach((model, price) -> priced.put(model, price(model, price)));
    Scenario changes = new Scenario(null, target, priced, new TreeSet<>(without));
    boolean fixed = policy != null && FixedModel.named(policy) != null;
    boolean rowWise = policy == null || policy.equals(LOGGED) || fixed;
    if (rowWise && changes.changesNothing()) {
      return new OffPolicyQuery(
          rowWiseTarget(fixed), null, cluster, clip, requests, seeds, tenants.wanted());
    }
    require(
        models.isEmpty(),
        "--target, --price and --without are simulated; write --policy fixed:MODEL for --model");
    String named = policy == null || policy.equals(LOGGED) ? null : policy;
    if (named != null) {
      Scenario.check(named);
    }
    return new OffPolicyQuery(
        TargetPolicy.asLogged(),
        new Scenario(named, target, priced, changes.without()),
        cluster,
        clip,
        requests,
        seeds,
        tenants.wanted());
  }

  private TargetPolicy rowWiseTarget(boolean fixed) {
    if (fixed) {
      return TargetPolicy.models(Map.of(), FixedModel.named(policy));
    }
    if (models.isEmpty()) {
      return TargetPolicy.asLogged();
    }
    Map<String, String> byTag = new TreeMap<>();
    List<String> otherwise = new ArrayList<>();
    for (String model : models) {
      int equals = model.indexOf('=');
      if (equals < 0) {
        otherwise.add(model);
      } else {
        byTag.put(model.substring(0, equals), model.substring(equals + 1));
      }
    }
    require(
        otherwise.size() == 1,
        "--model needs one model without a tag, for all requests that have no tag of their own;"
            + " there are "
            + otherwise);
    return TargetPolicy.models(byTag, otherwise.get(0));
  }

  private static Price price(String model, String text) {
    String[] parts = text.split("/", -1);
    try {
      Price price = new Price(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
      require(
          parts.length == 2 && price.input() >= 0 && price.output() >= 0 && isFinite(price), "");
      return price;
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "--price "
              + model
              + "="
              + text
              + " is no price; write MODEL=IN/OUT in USD for a million tokens, like small=2.5/10",
          e);
    }
  }

  private static boolean isFinite(Price price) {
    return Double.isFinite(price.input()) && Double.isFinite(price.output());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
