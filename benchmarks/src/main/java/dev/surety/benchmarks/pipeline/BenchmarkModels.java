package dev.surety.benchmarks.pipeline;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The models and the promise of every benchmark. */
public final class BenchmarkModels {

  /** Prices spread over two orders of magnitude. */
  private static final double DEAREST = 100;

  private static final int WINDOW_MILLIS = 2_000;
  private static final int MOST_OPEN = 100_000;

  private BenchmarkModels() {}

  /** Models {@code model-0} to {@code model-(n-1)}, from cheap to dear. */
  public static List<ModelSpec> models(int n) {
    List<ModelSpec> models = new ArrayList<>(n);
    for (int m = 0; m < n; m++) {
      double price = 0.1 * Math.pow(DEAREST, (double) m / n);
      models.add(
          ModelSpec.builder("model-" + m, 1).price(price, 4 * price).confirmed(true).build());
    }
    return models;
  }

  /** 80 %, under the default policy; a fifth of the answers is judged. */
  public static SlaPolicy promise() {
    return new SlaPolicy(
        1,
        0.8,
        "surety",
        0,
        Map.of(),
        new FeedbackTerms(WINDOW_MILLIS, 0.2, 0.2, 0, MOST_OPEN),
        SlaPolicy.Mode.APPLY);
  }

  /** The control topic: the models, and the promise to every tenant. */
  public static List<ControlUpdate> control(int models) {
    List<ControlUpdate> records = new ArrayList<>();
    models(models).forEach(model -> records.add(new ModelUpdate(model)));
    records.add(new SlaUpdate("*", "gold", promise()));
    return records;
  }
}
