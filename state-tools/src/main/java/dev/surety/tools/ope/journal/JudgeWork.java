package dev.surety.tools.ope.journal;

import dev.surety.domain.Chance;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.SatisfactionCells;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Second pass: what the decisions of one key say about the question. */
final class JudgeWork implements KeyWork<KeyResult> {

  private final String key;
  private final OffPolicyQuery question;
  private final Configurations configs;
  private final Fit fit;
  private final KeyRows rows;
  private final KeyValue value;
  private final SatisfactionCells own = new SatisfactionCells();
  private final Deque<RoutingRequest> lastRequests = new ArrayDeque<>();
  private TenantConfig config;
  private RejectionReplay replay;
  private boolean uniform = true;
  private double delays;
  private long delayed;

  /**
   * @param fit of all keys
   */
  JudgeWork(String key, OffPolicyQuery question, Configurations configs, Fit fit) {
    this.key = key;
    this.question = question;
    this.configs = configs;
    this.fit = fit;
    this.rows = new KeyRows(configs, question.cluster(), fit.judged().of(key), this::judge);
    this.value = KeyValue.empty(question.clip());
  }

  @Override
  public void add(JournalRow row) {
    rows.add(row);
  }

  private void judge(Answered answered, LoggedDecision row) {
    config = configs.apply(answered.row.config());
    if (row != null) {
      value.add(row, question.target(), fit);
    }
    if (question.scenario() == null) {
      return;
    }
    lastRequests.add(answered.row.request());
    if (lastRequests.size() > question.requests()) {
      lastRequests.poll();
    }
    if (!Double.isNaN(answered.label)) {
      delays += answered.labelDelay;
      delayed++;
    }
    if (row != null) {
      own.add(row);
      replay(answered);
    }
  }

  private void replay(Answered answered) {
    uniform &= RejectionReplay.uniform(answered.row);
    if (uniform && !question.scenario().changesNothing()) {
      if (replay == null) {
        replay =
            new RejectionReplay(
                TenantTier.parse(key), question.scenario().of(config), Chance.hash(7, key));
      }
      replay.add(answered);
    }
  }

  @Override
  public KeyResult finish() {
    Counts counts = rows.finish();
    boolean simulate = question.scenario() != null && !lastRequests.isEmpty();
    Simulated asItIs = simulate ? simulate(Scenario.AS_IT_IS) : null;
    boolean changes = simulate && !question.scenario().changesNothing();
    return new KeyResult(
        key,
        config == null ? Double.NaN : config.sla().target(),
        counts,
        value,
        asItIs,
        changes ? simulate(question.scenario()) : asItIs,
        uniform && replay != null ? replay.sums() : null);
  }

  /** The same seeds in every scenario: what differs is the scenario. */
  private Simulated simulate(Scenario scenario) {
    Simulated all = new Simulated(question.seeds());
    long delay = delayed == 0 ? 0 : Math.round(delays / delayed);
    List<RoutingRequest> requests = List.copyOf(lastRequests);
    Simulation simulation = new Simulation(requests, scenario.of(config), fit.usage(), delay);
    for (int seed = 0; seed < question.seeds(); seed++) {
      SplittableRandom means = new SplittableRandom(Chance.hash(seed, key));
      SplittableRandom world = means.split();
      SatisfactionDraw answers = new SatisfactionDraw(fit.satisfaction(), own, means);
      all.add(seed, simulation.run(answers, world));
    }
    return all;
  }
}
