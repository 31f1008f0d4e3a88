package dev.surety.tools.ope.journal;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.TenantConfig;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** How many tokens models take, and what is paid beside the list: prices an answer never given. */
final class UsageMeans implements Serializable {

  private static final long serialVersionUID = 1;

  /** By model: answers, output tokens, USD paid, USD by the list. */
  private final Map<String, double[]> models = new TreeMap<>();

  private double requests;
  private double inputTokens;

  /** Takes in an answer whose cost is known, at the prices that were in force. */
  void add(Answered answer, TenantConfig config) {
    int input = answer.row.request().inputTokens();
    if (input != RoutingRequest.UNKNOWN) {
      requests++;
      inputTokens += input;
    }
    String model = answer.row.decision().model();
    ModelSpec spec =
        config.models().stream().filter(m -> m.name().equals(model)).findFirst().orElse(null);
    if (Double.isNaN(answer.costUsd) || spec == null) {
      return;
    }
    double output = answer.outputTokens;
    if (output < 0) {
      double paidForOutput = answer.costUsd * 1e6 - Math.max(0, input) * spec.inputUsdPerMtok();
      output =
          spec.outputUsdPerMtok() > 0 ? Math.max(0, paidForOutput / spec.outputUsdPerMtok()) : 0;
    }
    double[] sums = models.computeIfAbsent(model, name -> new double[4]);
    sums[0]++;
    sums[1] += output;
    sums[2] += answer.costUsd;
    sums[3] += spec.costUsd(Math.max(0, input), output);
  }

  void merge(UsageMeans other) {
    requests += other.requests;
    inputTokens += other.inputTokens;
    other.models.forEach(
        (name, theirs) -> {
          double[] sums = models.computeIfAbsent(name, n -> new double[4]);
          for (int i = 0; i < sums.length; i++) {
            sums[i] += theirs[i];
          }
        });
  }

  /** Tokens of a model's usual answer; of all models' where it never answered. */
  int outputTokens(String model) {
    double[] sums = models.get(model);
    double answers = sums == null ? sum(0) : sums[0];
    double tokens = sums == null ? sum(1) : sums[1];
    return answers > 0 ? (int) Math.round(tokens / answers) : 0;
  }

  /** What the model's usual answer to a request of this length costs at this price, USD. */
  double costUsd(ModelSpec spec, int input) {
    double[] sums = models.get(spec.name());
    double paidBesideList = sums == null || sums[3] <= 0 ? 1 : sums[2] / sums[3];
    return spec.costUsd(inputTokens(input), outputTokens(spec.name())) * paidBesideList;
  }

  /** Tokens of a request; of the usual one where they are not known. */
  int inputTokens(int known) {
    boolean unknown = known == RoutingRequest.UNKNOWN;
    return unknown ? (int) Math.round(inputTokens / Math.max(1, requests)) : known;
  }

  private double sum(int field) {
    return models.values().stream().mapToDouble(sums -> sums[field]).sum();
  }
}
