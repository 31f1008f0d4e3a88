package dev.surety.tools.log;

import dev.surety.estimator.Interval;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import dev.surety.tools.log.LogEvaluation.Answer;
import dev.surety.tools.log.LogEvaluation.KeyAnswer;
import java.util.ArrayList;
import java.util.List;

/** The answers of a log as people read them in a terminal. */
final class LogText {

  private static final double THOUSAND = 1_000;

  private LogText() {}

  /** What all figures without evidence rest on. */
  static String assumption(double odds) {
    return ("WHAT-IF, no evidence, where no chance chose: assumes that, kind by kind of request, a model would have"
            + " satisfied the requests that it did not get as it did those that it got, and those who"
            + " say nothing as those who speak. The band lets the odds of the others be up to %s times better or worse."
            + " Its money: by the prices that its own answers show, for all requests as long as they are, answers as long as"
            + " its own to requests of the kind; the band reaches to answers as long as those that were given.")
        .formatted(Figures.plain(odds));
  }

  static List<String> lines(Answer answer) {
    List<String> lines = new ArrayList<>();
    LogTally all = answer.all().tally();
    lines.add(
        "%s: %s requests, %s judged, %s chosen by chance"
            .formatted(
                answer.log().getFileName(),
                Figures.count(all.requests),
                Figures.percent(all.labels.count / (double) all.requests),
                Figures.percent(all.byChance / (double) all.requests)));
    lines.add(assumption(answer.question().odds()));
    if (answer.keys().size() > 1) {
      key(lines, answer.all());
    }
    answer.keys().forEach(key -> key(lines, key));
    return lines;
  }

  /** A share of answers that satisfy, with its interval. */
  static String delivered(LogTally tally) {
    Interval interval = tally.labels.interval();
    return interval.count() == 0
        ? "nobody said"
        : "%s [%s]"
            .formatted(
                Figures.percent(interval.mean()), Figures.range(interval.low(), interval.high()));
  }

  /** USD a thousand requests. */
  static String money(double usd) {
    return Double.isNaN(usd) ? "-" : Figures.usd(THOUSAND * usd);
  }

  /** From the least to the most, USD a thousand requests. */
  static String moneyBand(UsdBand band) {
    return Double.isNaN(band.value()) ? "-" : money(band.low()) + " to " + money(band.high());
  }

  private static void key(List<String> lines, KeyAnswer key) {
    LogTally tally = key.tally();
    lines.add("");
    lines.add(
        "%s: %s requests, satisfied %s, USD %s for 1,000 requests, %s in all"
            .formatted(
                tally.name,
                Figures.count(tally.requests),
                delivered(tally),
                money(tally.meanCostUsd()),
                Figures.bookedUsd(tally.costUsd)));
    TextTable models =
        new TextTable(
                1,
                "always",
                "answered",
                "labels",
                "satisfied",
                "from",
                "to",
                "USD/1,000",
                "from",
                "to",
                "how")
            .wordsFrom(9);
    for (ModelValue model : key.models()) {
      models.row(
          model.model(),
          Figures.percent(model.share()),
          Figures.count(model.labels()),
          Figures.percent(model.satisfaction()),
          Figures.percent(model.low()),
          Figures.percent(model.high()),
          money(model.cost().value()),
          money(model.cost().low()),
          money(model.cost().high()),
          model.note());
    }
    models.lines().forEach(line -> lines.add("  " + line));
    TextTable promises =
        new TextTable(1, "promise", "USD/1,000", "at best", "at worst", "of what was paid");
    for (PromiseCost promise : key.promises()) {
      promises.row(
          Figures.percent(promise.target()),
          promised(promise.usd()),
          promised(promise.least()),
          promised(promise.most()),
          Figures.percent(promise.usd() / tally.meanCostUsd()));
    }
    promises.lines().forEach(line -> lines.add("  " + line));
  }

  /** What a promise would have cost. */
  static String promised(double usd) {
    return Double.isNaN(usd) ? "no mixture" : money(usd);
  }
}
