package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import java.util.List;

/**
 * What a model's tokens cost at some time, USD for a million.
 *
 * @param cachedInput for input tokens that were read from a cache
 */
record Tariff(double input, double output, double cachedInput) {

  /** Of a model that no pool names: without a price, until its money is reported. */
  static final Tariff NONE = new Tariff(0, 0, 0);

  /**
   * Of the model in a slot: as the pool of {@code then} has it, or, where it was not in that pool,
   * as the key last saw it.
   */
  static Tariff of(List<ModelSpec> then, ModelTable.Row row) {
    for (ModelSpec model : then) {
      if (model.name().equals(row.name)) {
        double input = model.inputUsdPerMtok();
        double cached = model.cachedInputUsdPerMtok();
        return new Tariff(input, model.outputUsdPerMtok(), Double.isNaN(cached) ? input : cached);
      }
    }
    return new Tariff(row.inputUsdPerMtok, row.outputUsdPerMtok, row.inputUsdPerMtok);
  }

  /** Whether its answers cost nothing, however long they are. */
  boolean isFree() {
    return input == 0 && output == 0;
  }

  /**
   * What an answer would have cost without its cache, over what it cost with it, by its tokens; 1
   * where that can't be told.
   */
  double withoutCache(Spending.Answer answer) {
    double with = usd(answer);
    double cached = Math.max(0, answer.cachedInputTokens);
    double without = with + cached * (input - cachedInput) / 1e6;
    return with > 0 && without < Double.MAX_VALUE ? without / with : 1;
  }

  /**
   * What an answer costs by its tokens, USD; what isn't known of them costs nothing yet. Cached
   * tokens are part of the input and reasoning tokens part of the output, whether or not the whole
   * has been reported.
   */
  double usd(Spending.Answer answer) {
    double cached = Math.max(0, answer.cachedInputTokens);
    double in = Math.max(cached, answer.inputTokens);
    double out = Math.max(0, Math.max(answer.outputTokens, answer.reasoningTokens));
    return ((in - cached) * input + cached * cachedInput + out * output) / 1e6;
  }
}
