package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.terminal.Figures;
import java.util.List;
import java.util.Optional;

/** What tables say of bought labels besides; nothing where there is no judge. */
final class BoughtColumns {

  static final String NOTE =
      " Costs are all in, those of the judge among them; bought: share of the answers that he was"
          + " asked about; judge / LP: his part of cost / LP, a plain mean.";

  private BoughtColumns() {}

  static List<String> titles(boolean judged) {
    return judged ? List.of("bought", "judge / LP") : List.of();
  }

  static List<String> of(boolean judged, double share, double judgeToLp) {
    return judged ? List.of(Figures.percent(share), Figures.fixed(judgeToLp, 3)) : List.of();
  }

  /** The judge himself. */
  static Optional<Fact> fact(JudgeTerms judge) {
    return Optional.ofNullable(judge).map(given -> new Fact("judge", text(given)));
  }

  static String text(JudgeTerms judge) {
    return "%s USD a label, %s USD a day and tenant, right in %s"
        .formatted(
            Figures.price(judge.priceUsd()),
            Figures.price(judge.budgetUsd()),
            Figures.percent(judge.accuracyPrior()));
  }
}
