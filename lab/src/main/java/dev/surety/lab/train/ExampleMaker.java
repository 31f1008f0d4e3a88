package dev.surety.lab.train;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.estimator.UsualAnswer;
import dev.surety.features.HashingFeaturizer;
import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.TrainedProteus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Shows rows as the job would see them: the tag, the length, the hashed words of the prompt, and
 * what each answer can be expected to cost, from the row's input tokens and each model's usual
 * output. All that is counted for this is counted on the training rows.
 */
final class ExampleMaker {

  private static final TenantTier KEY = new TenantTier("train", "train");
  private static final int MOST_TAGS = 1024;

  private final ModelPool pool;
  private final HashingFeaturizer words;
  private final List<String> tags;
  private final double[] meanCostUsd;
  private final double[] usualOutput;
  private final double[] paidOverList;

  ExampleMaker(ModelPool pool, List<RoutingRow> training, TrainingSettings settings) {
    this.pool = pool;
    words =
        settings.words() == 0 ? null : new HashingFeaturizer(settings.words(), settings.terms());
    TreeSet<String> seen = new TreeSet<>();
    training.forEach(row -> seen.add(row.domain()));
    tags = seen.stream().limit(MOST_TAGS).toList();
    meanCostUsd = new double[pool.size()];
    usualOutput = new double[pool.size()];
    paidOverList = new double[pool.size()];
    for (int m = 0; m < pool.size(); m++) {
      double listed = 0;
      for (RoutingRow row : training) {
        meanCostUsd[m] += row.costUsd(m) / training.size();
        usualOutput[m] += (double) row.outputTokens(m) / training.size();
        listed += price(m).costUsd(row.inputTokens(), row.outputTokens(m)) / training.size();
      }
      paidOverList[m] = listed > 0 ? meanCostUsd[m] / listed : 1;
    }
  }

  private Price price(int m) {
    return pool.get(m).price();
  }

  List<String> tags() {
    return tags;
  }

  /** Mean cost of each model's answer over that of the dearest. */
  double[] costs() {
    double[] costs = meanCostUsd.clone();
    for (int m = 0; m < costs.length; m++) {
      costs[m] /= dearest();
    }
    return costs;
  }

  /** Tokens and price of each model's answer. */
  Map<String, UsualAnswer> usualAnswers() {
    Map<String, UsualAnswer> answers = new HashMap<>();
    for (int m = 0; m < pool.size(); m++) {
      answers.put(
          pool.get(m).name(),
          new UsualAnswer(usualOutput[m], paidOverList[m], TrainedProteus.TRAINING_ANSWERS));
    }
    return answers;
  }

  private double dearest() {
    double dearest = 0;
    for (double cost : meanCostUsd) {
      dearest = Math.max(dearest, cost);
    }
    return dearest;
  }

  Examples examples(List<RoutingRow> rows) {
    int n = rows.size();
    Examples examples =
        new Examples(
            new int[n],
            new int[n],
            new Features[n],
            new float[n][],
            new float[n][],
            new float[n][],
            costs());
    for (int i = 0; i < n; i++) {
      RoutingRow row = rows.get(i);
      int tag = tags.indexOf(row.domain());
      examples.tag()[i] = tag < 0 ? tags.size() : tag;
      examples.length()[i] = ProteusNetwork.lengthClass(row.promptChars());
      examples.words()[i] = words == null ? Features.NONE : words.features(request(row));
      float[] quality = new float[pool.size()];
      float[] paid = new float[pool.size()];
      float[] expected = new float[pool.size()];
      for (int m = 0; m < quality.length; m++) {
        quality[m] = (float) row.quality(m);
        paid[m] = (float) (row.costUsd(m) / dearest());
        double list = price(m).costUsd(row.inputTokens(), (int) Math.round(usualOutput[m]));
        expected[m] = (float) (list * paidOverList[m] / dearest());
      }
      examples.quality()[i] = quality;
      examples.paid()[i] = paid;
      examples.expected()[i] = expected;
    }
    return examples;
  }

  private static RoutingRequest request(RoutingRow row) {
    return RoutingRequest.builder(row.id(), KEY, 0)
        .prompt(row.prompt())
        .promptChars(row.promptChars())
        .features(row.features())
        .inputTokens(row.inputTokens())
        .build();
  }
}
