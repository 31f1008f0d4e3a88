package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.train.GivenArtefact;
import dev.surety.output.terminal.Figures;
import dev.surety.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told. */
final class EvaluateOptions {

  private static final int LONGEST_HORIZON = 10_000_000;
  private static final int LONGEST_WINDOW = 10_000_000;
  private static final int SHORTEST_DEFAULT_WINDOW = 100;
  private static final int MOST_LEVELS = 100;

  enum Tag {
    domain,
    none
  }

  enum Rows {
    all,
    held_out;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  enum Order {
    random,
    by_domain;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Routing data: FILE.jsonl.gz or .jsonl, with FILE.models.json beside it.")
  private Path data;

  @Option(
      names = "--policies",
      required = true,
      paramLabel = "LIST",
      description =
          "Policies as an SLA names them ("
              + Policies.NAMES
              + " or fixed:MODEL), with parameters in braces:"
              + " mess-plus,mess-plus{v=1,c=0.1},fixed:MODEL; or baselines: random, oracle, ...")
  private String policies;

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "T",
      description = "Promised satisfaction, 0 to 1, one or several.")
  private double[] targets = {};

  @Option(
      names = "--target-shares",
      split = ",",
      paramLabel = "S",
      description =
          "Promises at these shares of the way from the cheapest model's satisfaction to the best"
              + " one's, in place of --targets; in a fleet, of each tenant's own. The results page"
              + " has 0.25,0.5,0.75,0.9.")
  private double[] targetShares = {};

  @Option(
      names = "--tau-levels",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "9",
      description =
          "As many targets in even steps from the cheapest model's satisfaction to 95 %% of the"
              + " best one's, in place of --targets (9 if no number is given).")
  private Integer tauLevels;

  @Option(
      names = "--target-path",
      split = ",",
      paramLabel = "P",
      description =
          "Promises that change within a run, each time by a new version of the SLA: step:0.6..0.8"
              + " (in the middle), drift:0.6..0.8 (ten steps), cycle:0.6..0.8 (to and fro, four"
              + " times); one or several.")
  private List<String> targetPaths = List.of();

  @Option(
      names = "--feedback-rate",
      split = ",",
      paramLabel = "R",
      description =
          "Chance that a user says whether an answer satisfied, 0 to 1, one or several (default: 1);"
              + " +0/-0.1 where the satisfied and the dissatisfied differ; standard stands for"
              + " 1,0.2,0.05,0.02,0.01,+0/-0.1.")
  private List<String> feedbackRates;

  @Option(
      names = "--satisfied-rate",
      paramLabel = "R",
      description = "The same for satisfied users only (default: the feedback rate).")
  private Double satisfiedRate;

  @Option(
      names = "--dissatisfied-rate",
      paramLabel = "R",
      description = "The same for dissatisfied users only (default: the feedback rate).")
  private Double dissatisfiedRate;

  @Option(
      names = "--sla-satisfied-rate",
      paramLabel = "R",
      description = "What the SLA says of satisfied users (default: the truth).")
  private Double slaSatisfiedRate;

  @Option(
      names = "--sla-dissatisfied-rate",
      paramLabel = "R",
      description = "What the SLA says of dissatisfied users (default: the truth).")
  private Double slaDissatisfiedRate;

  @Option(
      names = "--solicit-rate",
      paramLabel = "R",
      defaultValue = "0",
      description = "Share of decisions for which a judgement is asked for and given.")
  private double solicitRate;

  @Option(
      names = "--delay",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests between an answer and its judgement (default: ${DEFAULT-VALUE}).")
  private int delay;

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "Feedback window of the SLA in requests; later judgements don't count"
              + " (default: the delay, at least 100).")
  private Integer window;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      description =
          "Requests a run; more than the file has are drawn with replacement"
              + " (default: every row once).")
  private Integer horizon;

  @Option(
      names = "--order",
      paramLabel = "O",
      defaultValue = "random",
      description = "random, or by-domain: one domain after the other (default: random).")
  private Order order;

  @Option(
      names = "--context",
      paramLabel = "C",
      description =
          "What requests are told apart by: tag (their domain), length (of the prompt), none, or"
              + " tagger:FILE, an artefact as surety train tagger writes it; in place of --tag.")
  private String context;

  @Option(
      names = "--tag",
      paramLabel = "T",
      description = "What the router sees as tag: domain or none (default: domain).")
  private Tag tag;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "M",
      description = "Use only these models of the file.")
  private List<String> models = List.of();

  @Option(
      names = "--max-nulls",
      paramLabel = "R",
      defaultValue = "0.02",
      description =
          "Leave a model out that has no answer on this share of rows or more"
              + " (default: ${DEFAULT-VALUE}).")
  private double maxNulls;

  @Option(
      names = "--seeds",
      paramLabel = "N|LIST",
      defaultValue = "1",
      description = "How many runs a cell, from seed 1 on; or the seeds: 3,5,8 (default: 1).")
  private String seeds;

  @Option(
      names = "--prior",
      paramLabel = "FILE",
      description =
          "What others have seen of the models, as --write-prior writes it; a policy that is to"
              + " start from it names it: surety{prior=file}.")
  private Path prior;

  @Option(
      names = "--artefact",
      paramLabel = "FILE",
      description =
          "A trained artefact, as surety train writes it; may be repeated. proteus runs with"
              + " the only one, or with the one it names: proteus{artefact=NAME}.")
  private List<Path> artefactFiles = List.of();

  @Option(
      names = "--rows",
      paramLabel = "R",
      description =
          "held-out: only rows that no artefact was trained on (default with --artefact, where it"
              + " says which); all: every row (default).")
  private Rows rows;

  /**
   * The plan these options ask for; reads the data.
   *
   * @throws IllegalArgumentException for a value that can't be; the message names option and mend
   * @throws IOException if the data can't be read
   */
  EvaluationPlan plan() throws IOException {
    GivenContext given = context();
    List<PolicyChoice> choices = PolicyChoice.parseList(policies);
    choices = given == null ? choices : given.of(choices);
    List<TargetPath> changing = changing();
    checkTargets(changing);
    share("--solicit-rate", solicitRate);
    share("--max-nulls", maxNulls);
    between("--delay", delay, 0, LONGEST_WINDOW);
    int windowed = window == null ? Math.max(delay, SHORTEST_DEFAULT_WINDOW) : window;
    between("--window", windowed, 1, LONGEST_WINDOW);
    if (horizon != null) {
      between("--horizon", horizon, 1, LONGEST_HORIZON);
    }
    List<FeedbackSetting> feedback = feedback();
    List<Long> seedList = seeds();
    if (!Files.isRegularFile(data)) {
      throw new IllegalArgumentException("--data: there is no file " + data + "; check the path");
    }
    List<ArtefactUpdate> artefacts = artefacts(choices, given);
    RoutingData routing =
        new HeldOutRows(artefacts, rows == Rows.all)
            .of(RoutingData.read(data, models, maxNulls), rows == Rows.held_out);
    for (String model : models) {
      if (routing.pool().indexOf(model) < 0) {
        throw new IllegalArgumentException(
            "--models: " + model + " lacks too many answers; raise --max-nulls or leave it out");
      }
    }
    return EvaluationPlan.of(routing, choices)
        .targets(targets(routing))
        .changing(changing)
        .feedback(feedback)
        .solicitRate(solicitRate)
        .delay(delay, windowed)
        .horizon(horizon == null ? routing.size() : horizon)
        .order(order == Order.random ? StreamOrder.RANDOM : StreamOrder.BY_DOMAIN)
        .tagged(given == null ? tag != Tag.none : given.tagged())
        .seeds(seedList)
        .artefacts(artefacts)
        .build();
  }

  /** Promises as shares of the gap, if they are given so. */
  List<Double> targetShares() {
    return Arrays.stream(targetShares).boxed().distinct().toList();
  }

  private List<Double> targets(RoutingData routing) {
    if (tauLevels != null) {
      return TauLevels.of(routing, tauLevels);
    }
    return targetShares.length > 0
        ? TargetShares.of(routing, targetShares).stream().distinct().toList()
        : Arrays.stream(targets).boxed().distinct().toList();
  }

  private void checkTargets(List<TargetPath> changing) {
    for (double target : targets) {
      share("--targets", target);
    }
    for (double share : targetShares) {
      share("--target-shares", share);
    }
    if (targetShares.length > 0 && (targets.length > 0 || tauLevels != null)) {
      throw new IllegalArgumentException(
          "--target-shares stands in place of --targets and --tau-levels; give one of them");
    }
    if (tauLevels != null) {
      between("--tau-levels", tauLevels, 2, MOST_LEVELS);
      if (targets.length > 0) {
        throw new IllegalArgumentException("--tau-levels stands in place of --targets; give one");
      }
    }
    if (targets.length + targetShares.length == 0 && tauLevels == null && changing.isEmpty()) {
      throw new IllegalArgumentException(
          "no promise to evaluate; give --targets 0.7,0.8, --target-shares 0.5,0.9, --tau-levels 9 or"
              + " --target-path step:0.6..0.8");
    }
    if (!changing.isEmpty() && order == Order.by_domain) {
      throw new IllegalArgumentException(
          "--target-path: targets that change over domains that change can't be told apart; leave"
              + " --order by-domain out");
    }
  }

  private List<TargetPath> changing() {
    try {
      return TargetPath.parseAll(targetPaths);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--target-path: " + e.getMessage(), e);
    }
  }

  private GivenContext context() throws IOException {
    if (context != null && tag != null) {
      throw new IllegalArgumentException("--tag says nothing beside --context; leave it out");
    }
    return context == null ? null : GivenContext.parse(context);
  }

  private List<ArtefactUpdate> artefacts(List<PolicyChoice> choices, GivenContext given)
      throws IOException {
    List<ArtefactUpdate> artefacts = new ArrayList<>(priors(choices));
    if (given != null) {
      given.tagger().ifPresent(artefacts::add);
    }
    for (Path file : artefactFiles) {
      ArtefactUpdate artefact = GivenArtefact.read(file);
      if (artefacts.stream().anyMatch(a -> a.subject().equals(artefact.subject()))) {
        throw new IllegalArgumentException(
            "--artefact: %s is another %s; train one of them with another --name"
                .formatted(file, artefact.subject()));
      }
      artefacts.add(artefact);
    }
    return artefacts;
  }

  private List<ArtefactUpdate> priors(List<PolicyChoice> choices) throws IOException {
    if (prior == null) {
      return List.of();
    }
    if (choices.stream().noneMatch(c -> PooledPrior.NAME.equals(c.parameters().get("prior")))) {
      throw new IllegalArgumentException(
          "--prior: no policy starts from it; write surety{prior=" + PooledPrior.NAME + "}");
    }
    return List.of(PooledPrior.read(prior));
  }

  private List<FeedbackSetting> feedback() {
    if (feedbackRates != null && satisfiedRate != null && dissatisfiedRate != null) {
      throw new IllegalArgumentException(
          "--feedback-rate says nothing beside --satisfied-rate and --dissatisfied-rate;"
              + " leave one of them out");
    }
    List<FeedbackSetting> settings = new ArrayList<>();
    for (FeedbackSetting spoken : spoken()) {
      double satisfied = satisfiedRate == null ? spoken.satisfiedRate() : satisfiedRate;
      double dissatisfied = dissatisfiedRate == null ? spoken.dissatisfiedRate() : dissatisfiedRate;
      settings.add(
          new FeedbackSetting(
              satisfied,
              dissatisfied,
              slaSatisfiedRate == null ? satisfied : slaSatisfiedRate,
              slaDissatisfiedRate == null ? dissatisfied : slaDissatisfiedRate));
    }
    return settings.stream().distinct().toList();
  }

  private List<FeedbackSetting> spoken() {
    if (feedbackRates == null) {
      return List.of(FeedbackSetting.equal(1));
    }
    List<FeedbackSetting> spoken = new ArrayList<>();
    for (String rate : feedbackRates) {
      if (rate.strip().equals("standard")) {
        spoken.addAll(FeedbackSetting.STANDARD);
      } else {
        spoken.add(FeedbackSetting.parse(rate.strip()));
      }
    }
    return spoken;
  }

  private List<Long> seeds() {
    String mend = "--seeds: '" + seeds + "' is neither a count from 1 to 10000 nor a list like 3,5";
    try {
      if (seeds.indexOf(',') >= 0) {
        return Arrays.stream(seeds.split(","))
            .map(s -> Long.valueOf(s.strip()))
            .distinct()
            .toList();
      }
      int count = Integer.parseInt(seeds.strip());
      if (count >= 1 && count <= 10_000) {
        return LongStream.rangeClosed(1, count).boxed().toList();
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(mend, e);
    }
    throw new IllegalArgumentException(mend);
  }

  private static void share(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          option + " must be a number from 0 to 1, not " + Figures.plain(value));
    }
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
