package dev.surety.lab.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A pool made from published facts, for a demo without a data file.
 *
 * <p>Scores come from the table of openai/simple-evals (commit 0f2cf333, six benchmarks), prices
 * from the history of AgentOps-AI/tokencost; {@code published-facts.json} cites each number and
 * marks what is assumed (answer lengths of four benchmarks).
 *
 * <p>A question has one latent difficulty that all models share (one-factor probit): with
 * independent standard normal g (question) and e_m (question and model), model m is right iff
 * sqrt(rho)*g + sqrt(1-rho)*e_m &lt; Phi^-1(p), p being its published score in that benchmark. So
 * each model reproduces its score, and the outcomes of two models are correlated. Harder questions
 * are longer. Answer lengths are log-normal about the mean of the facts, costs are tokens times
 * list price. The prompts are made from templates: they look like the benchmark, but are not from
 * it.
 */
public final class SimulatedData implements RoutingData {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final PublishedFacts facts = PublishedFacts.load();
  private final PromptTemplates templates = PromptTemplates.load();
  private final ModelPool pool;
  private final List<RoutingRow> rows;
  private final long seed;

  private SimulatedData(int size, long seed) {
    this.seed = seed;
    this.pool = new ModelPool(facts.models().stream().map(PublishedFacts.Model::pooled).toList());
    SplittableRandom random = new SplittableRandom(seed);
    List<RoutingRow> drawn = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      drawn.add(draw(i, random.split()));
    }
    this.rows = List.copyOf(drawn);
  }

  /**
   * Draws {@code size} requests; the same seed gives the same rows, and a larger size the same rows
   * and more.
   */
  public static SimulatedData of(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("simulated data needs at least 1 row, not " + size);
    }
    return new SimulatedData(size, seed);
  }

  /** The model that, as it really was, appeared much later than the others. */
  public int newcomer() {
    return pool.indexOf(facts.newcomer());
  }

  /** A change of list price that really happened to a model of the pool. */
  public PriceChange priceChange() {
    PublishedFacts.PriceCut cut = facts.priceChange();
    return new PriceChange(
        pool.indexOf(cut.model()),
        new Price(cut.inputUsdPerMtok(), cut.outputUsdPerMtok()),
        cut.source());
  }

  @Override
  public ModelPool pool() {
    return pool;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public RoutingRow row(int index) {
    return rows.get(index);
  }

  @Override
  public boolean graded() {
    return false;
  }

  @Override
  public String origin() {
    return "simulated from published scores and prices, seed " + seed;
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  private RoutingRow draw(int index, SplittableRandom random) {
    var domain = facts.domains().get(random.nextInt(facts.domains().size()));
    double difficulty = random.nextDouble();
    String prompt = templates.prompt(domain.name(), difficulty, random);
    int inputTokens = 1 + prompt.length() / 4;

    double common = Math.sqrt(facts.difficultyCorrelation()) * normal(difficulty);
    double own = Math.sqrt(1 - facts.difficultyCorrelation());
    double[] quality = new double[pool.size()];
    double[] costUsd = new double[pool.size()];
    int[] outputTokens = new int[pool.size()];
    for (int m = 0; m < quality.length; m++) {
      PublishedFacts.Model model = facts.models().get(m);
      double score = model.scores().get(domain.name()) / 100;
      quality[m] = common + own * normal(random.nextDouble()) < normal(score) ? 1 : 0;
      double sd = domain.outputTokensLogSd();
      // exp(sd*z - sd*sd/2) has mean 1
      double length = Math.exp(sd * normal(random.nextDouble()) - sd * sd / 2);
      outputTokens[m] =
          Math.max(1, (int) Math.round(model.outputTokens().get(domain.name()) * length));
      costUsd[m] = pool.get(m).price().costUsd(inputTokens, outputTokens[m]);
    }
    return new RoutingRow(
        "sim:" + domain.name() + ":" + index,
        domain.name(),
        prompt,
        prompt.length(),
        inputTokens,
        quality,
        costUsd,
        outputTokens,
        null);
  }

  /** The standard normal quantile; 0, which nextDouble can give, is kept finite. */
  private static double normal(double probability) {
    return NORMAL.inverseCumulativeProbability(Math.max(probability, 0x1p-53));
  }
}
