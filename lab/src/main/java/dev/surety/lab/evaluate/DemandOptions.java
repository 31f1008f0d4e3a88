package dev.surety.lab.evaluate;

import dev.surety.domain.SlaLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of filters and of prompt caches. */
final class DemandOptions {

  @Option(
      names = "--regions",
      split = ",",
      paramLabel = "R",
      description =
          "Regions that the promise allows, as \"regions\" of the models file tells a model's; also"
              + " prints what the promise costs without its limits.")
  private List<String> regions = List.of();

  @Option(
      names = "--providers",
      split = ",",
      paramLabel = "P",
      description =
          "Providers that the promise allows, as \"provider\" of the models file names them.")
  private List<String> providers = List.of();

  @Option(
      names = "--deny",
      split = ",",
      paramLabel = "M",
      description = "Models and providers that the promise does not allow.")
  private List<String> deny = List.of();

  @Option(
      names = "--require",
      split = ",",
      paramLabel = "C[=SHARE]",
      description =
          "Capabilities that requests require, as \"capabilities\" of the models file declares them:"
              + " all requests, or a share of them as in vision=0.2,tools.")
  private List<String> require = List.of();

  @Option(
      names = "--reuse",
      split = ",",
      paramLabel = "SHARE",
      description =
          "Requests are turns of conversations, 10 each, whose prompts are cached to this share of"
              + " their tokens (0 to 0.9; public traces of a chat service: 0.36,0.5,0.64), one or"
              + " several. Cost and satisfaction with the cache in sight, without it, and staying"
              + " with the first turn's model for good. Cached input costs what the models file"
              + " says (\"cached_input_usd_per_mtok\"), else a tenth.")
  private List<Double> reuse = List.of();

  @Option(
      names = "--prompt-tokens",
      paramLabel = "N",
      defaultValue = "4000",
      description =
          "Tokens of every prompt of --reuse: those of conversations are longer than the questions"
              + " that data have (default: ${DEFAULT-VALUE}); 0: as in the data.")
  private int promptTokens;

  int promptTokens() {
    if (promptTokens < 0 || promptTokens > 10_000_000) {
      throw new IllegalArgumentException(
          "--prompt-tokens must be from 0 to 10000000, not " + promptTokens);
    }
    return promptTokens;
  }

  /** Shares of prompts that are cached; empty where nothing is asked of caches. */
  List<Double> reuse() {
    for (double share : reuse) {
      if (!(share >= 0 && share <= CachedConversations.MOST)) {
        throw new IllegalArgumentException(
            "--reuse: " + share + " is no share from 0 to 0.9; write one such as 0.5");
      }
    }
    return reuse.stream().distinct().toList();
  }

  /** Fleets share one pool without demands. */
  void checkAlone(EvaluationPlan plan) {
    if (!reuse.isEmpty() || !plan.demands().allowAll()) {
      throw new IllegalArgumentException(
          "--regions, --providers, --deny, --require and --reuse are about one tenant; leave them or"
              + " --tenants out");
    }
  }

  /**
   * The plan with what is demanded.
   *
   * @throws IllegalArgumentException if some request could be answered by no model
   */
  EvaluationPlan of(EvaluationPlan plan) {
    Demands demands = new Demands(new SlaLimits(regions, providers, deny), shares());
    if (demands.allowAll()) {
      return plan;
    }
    EvaluationPlan demanding = plan.but().demands(demands).build();
    List<String> all = new ArrayList<>(demands.require().keySet());
    if (demanding.pool().allowed(all).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no model of the pool may answer%s; the models file declares %s"
              .formatted(
                  all.isEmpty() ? "--regions, --providers, --deny" : "--require",
                  all.isEmpty() ? "" : " what requires " + String.join(" and ", all),
                  declared(plan)));
    }
    return demanding;
  }

  private static String declared(EvaluationPlan plan) {
    Set<String> regions = new LinkedHashSet<>();
    Set<String> providers = new LinkedHashSet<>();
    Set<String> capabilities = new LinkedHashSet<>();
    plan.data()
        .pool()
        .models()
        .forEach(
            model -> {
              if (model.provider() != null) {
                providers.add(model.provider());
              }
              if (model.offer().regions() != null) {
                regions.addAll(model.offer().regions());
              }
              if (model.offer().capabilities() != null) {
                capabilities.addAll(model.offer().capabilities());
              }
            });
    return "regions %s, providers %s, capabilities %s".formatted(regions, providers, capabilities);
  }

  private SortedMap<String, Double> shares() {
    SortedMap<String, Double> shares = new TreeMap<>();
    for (String one : require) {
      String[] parts = one.split("=", 2);
      shares.put(parts[0].strip(), parts.length == 1 ? 1 : share(one, parts[1]));
    }
    for (Map.Entry<String, Double> one : shares.entrySet()) {
      if (one.getKey().isEmpty() || !(one.getValue() >= 0 && one.getValue() <= 1)) {
        throw wrong(one.getKey() + "=" + one.getValue());
      }
    }
    return shares;
  }

  private static double share(String one, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw wrong(one);
    }
  }

  private static IllegalArgumentException wrong(String one) {
    return new IllegalArgumentException(
        "--require: '"
            + one
            + "' is no capability with a share of requests; write vision or"
            + " vision=0.2");
  }
}
