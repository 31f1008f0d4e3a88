package dev.surety.tools.log;

import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;
import dev.surety.tools.ope.Estimate;
import dev.surety.tools.ope.Estimator;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.SatisfactionCells;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.ValueSums;
import dev.surety.wire.log.LogReader;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks a log what other choices would have been worth: by chance where the log has chosen by it,
 * otherwise by a model of who is satisfied with what, with how far the answer moves if that model
 * is wrong. Two passes, whatever the log's size.
 */
final class LogEvaluation {

  /** Fewer labels than these say nothing of a model. */
  static final long LEAST_LABELS = 20;

  /**
   * What is asked.
   *
   * @param wanted tenants and tiers, as {@code TENANT/TIER}
   * @param targets promises to price; empty chooses three for each tenant
   * @param odds by how many times the odds of satisfaction of requests that a model did not get may
   *     differ from those of the requests that it got; 1 is none
   * @param clip largest weight that counts in full
   */
  record Question(Predicate<String> wanted, List<Double> targets, double odds, double clip) {}

  /** What came of one tenant and tier. */
  record KeyAnswer(LogTally tally, List<ModelValue> models, List<PromiseCost> promises) {}

  /** All of it. */
  record Answer(Path log, Question question, KeyAnswer all, List<KeyAnswer> keys) {}

  private final Path log;
  private final Question question;
  private final SortedMap<String, LogTally> keys = new TreeMap<>();
  private final LogTally all = new LogTally("all tenants");
  private final SatisfactionCells cells = new SatisfactionCells();
  private final Map<String, Map<String, ValueSums>> sums = new TreeMap<>();
  private final Map<String, Map<String, ValueSums>> costs = new TreeMap<>();

  private LogEvaluation(Path log, Question question) {
    this.log = log;
    this.question = question;
  }

  /**
   * Asks.
   *
   * @throws IllegalArgumentException if there is no such log, or nothing in it of who is asked for
   */
  static Answer of(Path log, Question question) throws IOException {
    LogEvaluation evaluation = new LogEvaluation(log, question);
    evaluation.each(evaluation::tally);
    if (evaluation.keys.isEmpty()) {
      throw new IllegalArgumentException(
          log + " has no request of these tenants; tenants are written TENANT or TENANT/TIER");
    }
    if (evaluation.all.byChance > 0) {
      evaluation.each(evaluation::weigh);
    }
    List<KeyAnswer> answers = new ArrayList<>();
    evaluation.keys.values().forEach(key -> answers.add(evaluation.answer(key)));
    return new Answer(log, question, evaluation.answer(evaluation.all), List.copyOf(answers));
  }

  private void each(Consumer<LoggedRequest> taker) throws IOException {
    try (LogReader reader = LogReader.open(log)) {
      for (LoggedRequest request; (request = reader.next()) != null; ) {
        if (question.wanted().test(key(request))) {
          taker.accept(request);
        }
      }
    }
  }

  private static String key(LoggedRequest request) {
    return request.tenant() + '/' + request.tier();
  }

  private void tally(LoggedRequest request) {
    all.add(request);
    keys.computeIfAbsent(key(request), LogTally::new).add(request);
    cells.add(all.answer(request));
  }

  private void weigh(LoggedRequest request) {
    weigh(all, request);
    weigh(keys.get(key(request)), request);
  }

  private void weigh(LogTally tally, LoggedRequest request) {
    LoggedDecision decision = tally.decision(request);
    if (decision != null) {
      for (String model : tally.drawn) {
        TargetPolicy always = TargetPolicy.models(Map.of(), model);
        sums(sums, tally, model).add(decision, decision.satisfaction(), always, cells);
        sums(costs, tally, model).add(decision, decision.costUsd(), always, cells);
      }
    }
  }

  private ValueSums sums(Map<String, Map<String, ValueSums>> all, LogTally tally, String model) {
    return all.computeIfAbsent(tally.name, name -> new TreeMap<>())
        .computeIfAbsent(model, name -> new ValueSums(question.clip()));
  }

  private KeyAnswer answer(LogTally tally) {
    List<ModelValue> models = new ArrayList<>();
    for (String model : all.models.keySet()) {
      models.add(value(tally, model));
    }
    double best =
        models.stream().mapToDouble(ModelValue::satisfaction).filter(v -> v >= 0).max().orElse(1);
    List<Double> targets =
        question.targets().isEmpty() ? levels(tally.labels.mean(), best) : question.targets();
    return new KeyAnswer(
        tally,
        models,
        targets.stream().map(target -> PromiseCost.of(target, usable(models))).toList());
  }

  private static List<ModelValue> usable(List<ModelValue> models) {
    return models.stream().filter(model -> !Double.isNaN(model.satisfaction())).toList();
  }

  /** A little less than was delivered, as much, and half-way to the best model. */
  private static List<Double> levels(double delivered, double best) {
    if (Double.isNaN(delivered)) {
      return List.of(0.7, 0.8, 0.9);
    }
    double now = Math.rint(100 * delivered) / 100;
    double up = Math.max(now + 0.01, Math.rint(50 * (delivered + best)) / 100);
    return List.of(Math.max(0, now - 0.05), now, Math.min(1, up));
  }

  private ModelValue value(LogTally tally, String model) {
    Optional<Estimate> shown = byChance(tally, model);
    ModelTally own = tally.models.get(model);
    double share = own == null ? 0 : own.requests / (double) tally.requests;
    long labels = own == null ? 0 : own.labels.count;
    UsdBand cost = cost(tally, model);
    if (shown.isPresent()) {
      Estimate estimate = shown.get();
      return new ModelValue(
          model,
          share,
          labels,
          estimate.value(),
          estimate.low(),
          estimate.high(),
          cost,
          true,
          "shown by chance");
    }
    return assumed(tally, model, share, labels, cost);
  }

  private UsdBand cost(LogTally tally, String model) {
    ValueSums drawn = costs.getOrDefault(tally.name, Map.of()).get(model);
    return Optional.ofNullable(drawn)
        .flatMap(UsdBand::byChance)
        .orElseGet(() -> UsdBand.assumed(tally, all, model));
  }

  private Optional<Estimate> byChance(LogTally tally, String model) {
    Map<String, ValueSums> ofKey = sums.get(tally.name);
    if (ofKey == null || !ofKey.containsKey(model)) {
      return Optional.empty();
    }
    return Valuation.of(ofKey.get(model), true)
        .by(Estimator.DR)
        .filter(estimate -> !Double.isNaN(estimate.low()));
  }

  /** By what the log says of the model and the kinds of requests, wherever it answered them. */
  private ModelValue assumed(
      LogTally tally, String model, double share, long labels, UsdBand cost) {
    long judged = cells.judged(model);
    if (judged < LEAST_LABELS) {
      return new ModelValue(
          model,
          share,
          labels,
          Double.NaN,
          0,
          1,
          cost,
          false,
          "%d labels say nothing".formatted(judged));
    }
    double sum = 0;
    for (Map.Entry<String, Long> tag : tally.tags.entrySet()) {
      sum += tag.getValue() * cells.expected(model, LogTally.tag(tag.getKey()));
    }
    double value = sum / tally.requests;
    Interval chance = Sample.weighted(value, judged);
    return new ModelValue(
        model,
        share,
        labels,
        value,
        mixed(share, chance.low(), 1 / question.odds()),
        mixed(share, chance.high(), question.odds()),
        cost,
        false,
        "what-if");
  }

  /** Of the requests that it did not get the odds are so many times those of the others. */
  private static double mixed(double share, double rate, double odds) {
    double other = rate * odds / (1 - rate + rate * odds);
    return share * rate + (1 - share) * other;
  }
}
