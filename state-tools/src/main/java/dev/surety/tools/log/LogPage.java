package dev.surety.tools.log;

import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.terminal.Figures;
import dev.surety.tools.log.LogEvaluation.Answer;
import dev.surety.tools.log.LogEvaluation.KeyAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first report on a log: the same log gives the same page. */
final class LogPage {

  private static final int MOST_KEYS = 40;

  private final List<Block> blocks = new ArrayList<>();

  private LogPage() {}

  static String write(Answer answer) {
    String title = "What a promise would have cost";
    LogPage page = new LogPage();
    page.blocks.add(new Block.Heading(1, title));
    page.blocks.add(
        new Block.Paragraph(
            "From the log %s: who answered, what it cost, what users said, and what other choices would have come to."
                .formatted(answer.log().getFileName())));
    page.tiles(answer.all().tally());
    page.blocks.add(new Block.Paragraph(LogText.assumption(answer.question().odds())));
    if (answer.keys().size() > 1) {
      page.key(answer.all());
    }
    answer.keys().stream()
        .sorted(Comparator.comparingDouble((KeyAnswer key) -> -key.tally().costUsd))
        .limit(MOST_KEYS)
        .forEach(page::key);
    page.notes();
    return new Page(title, page.blocks).html();
  }

  private void tiles(LogTally all) {
    blocks.add(
        new Block.Tiles(
            List.of(
                new Fact("requests", Figures.count(all.requests)),
                new Fact("paid", Figures.bookedUsd(all.costUsd) + " USD"),
                new Fact("satisfied", Figures.percent(all.labels.mean())),
                new Fact("judged", Figures.percent(all.labels.count / (double) all.requests)),
                new Fact(
                    "chosen by chance", Figures.percent(all.byChance / (double) all.requests)))));
  }

  private void key(KeyAnswer key) {
    LogTally tally = key.tally();
    blocks.add(new Block.Heading(2, tally.name));
    blocks.add(
        new Block.Facts(
            List.of(
                new Fact("requests", Figures.count(tally.requests)),
                new Fact("satisfied", LogText.delivered(tally)),
                new Fact("paid", Figures.bookedUsd(tally.costUsd) + " USD"),
                new Fact("USD for 1,000 requests", LogText.money(tally.meanCostUsd())))));
    List<List<TableCell>> models = new ArrayList<>();
    for (ModelValue model : key.models()) {
      models.add(
          TableCell.row(
              model.model(),
              Figures.percent(model.share()),
              Figures.count(model.labels()),
              Figures.percent(model.satisfaction()),
              Figures.range(model.low(), model.high()),
              LogText.money(model.cost().value()),
              LogText.moneyBand(model.cost()),
              model.note()));
    }
    blocks.add(
        new Block.Table(
            List.of(
                "always",
                "answered",
                "labels",
                "satisfied",
                "band",
                "USD for 1,000",
                "band",
                "how"),
            models));
    List<List<TableCell>> promises = new ArrayList<>();
    for (PromiseCost promise : key.promises()) {
      promises.add(
          TableCell.row(
              Figures.percent(promise.target()),
              LogText.promised(promise.usd()),
              LogText.promised(promise.least()),
              LogText.promised(promise.most()),
              Figures.percent(promise.usd() / tally.meanCostUsd())));
    }
    blocks.add(
        new Block.Table(
            List.of("promise", "USD for 1,000", "at best", "at worst", "of what was paid"),
            promises));
  }

  private void notes() {
    blocks.add(
        new Block.Notes(
            List.of(
                new Fact(
                    "shown by chance",
                    "the log left a part of its choices to chance: doubly robust, with a 95 % interval"),
                new Fact(
                    "what-if",
                    "no chance chose this model here: a figure by a model of the log, with a band for how wrong that may be; no evidence"),
                new Fact(
                    "promise",
                    "the cheapest mixture of two models that gets there, with hindsight; a router has to learn it first"),
                new Fact(
                    "USD for 1,000",
                    "of all requests with that model: where chance chose what it cost there, otherwise by the prices that its own answers show, the band between answers as long as its own and as long as those that were given"),
                new Fact(
                    "at best, at worst",
                    "the same with every model at the end of its bands, the good and cheap one or the bad and dear one"))));
  }
}
