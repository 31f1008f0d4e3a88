package dev.surety.trials.fuzz.adversary;

import dev.surety.policy.ParameterSpec;
import dev.surety.policy.Policies;
import dev.surety.trials.fuzz.adversary.Adversary.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Control records: models at any price, promises by any policy with parameters at their bounds. */
final class Promises {

  private static final int MODELS = 9;

  /**
   * @param json {@code null} is a tombstone
   */
  record Record(String key, String json) {}

  private final Random dice;
  private long version;

  Promises(Random dice) {
    this.dice = dice;
  }

  String anyModel() {
    return "m" + dice.nextInt(MODELS);
  }

  /**
   * @param anything also that a model goes, fails or costs an absurd price
   */
  Record model(long now, boolean anything) {
    version++;
    String model = anything ? anyModel() : "m" + version % MODELS;
    String key = "model/" + model;
    int what = anything ? dice.nextInt(14) : 13;
    if (what == 0) {
      return new Record(key, null);
    }
    Json json = new Json().text("type", what == 1 ? "model_removed" : "model").text("model", model);
    json.raw("version", String.valueOf(Math.max(0, version - (anything ? dice.nextInt(3) : 0))));
    if (what == 1) {
      return new Record(key, json.toString());
    }
    double price = Math.pow(10, 4 * dice.nextDouble() - 2);
    String input =
        what < 5 ? any("0", "1e-300", "1e9", "4.9e-324", "1e-310") : String.valueOf(price);
    json.raw("input_usd_per_mtok", input)
        .raw("output_usd_per_mtok", what < 5 ? input : String.valueOf(4 * price))
        .raw("confirmed", String.valueOf(what < 5 || dice.nextInt(3) > 0));
    if (what == 5) {
      json.raw("context_window", any("1", "2147483647", "8192"));
    } else if (what == 6) {
      json.text("status", any("active", "draining", "down"));
    } else if (what == 7) {
      long at = now + dice.nextInt(2_000_000_000) - 1_000_000_000;
      json.text("effective_at", Instant.ofEpochMilli(at).toString());
    }
    return new Record(key, json.toString());
  }

  Record promise(String tenant, long now) {
    version++;
    boolean payer = tenant.equals(Adversary.PAYER);
    String policy =
        any("surety", "surety", "surety", "slarouter", "slarouter", "mess-plus", "fixed:m1");
    Json json =
        new Json()
            .text("type", "sla")
            .text("tenant", tenant)
            .text("tier", World.TIER)
            .raw("version", String.valueOf(version))
            .raw("target", any("0", "1", "0.5", "0.9", "0.9", "1e-300"))
            .text("policy", policy)
            .raw("parameters", parameters(policy));
    if (dice.nextInt(4) == 0) {
      json.raw("tolerance", any("0", "0.02", "0.5"));
    }
    if (dice.nextInt(6) == 0) {
      json.text("mode", any("observe", "apply"));
    }
    return new Record(
        "sla/" + tenant + "/" + World.TIER, json.raw("feedback", terms(payer)).toString());
  }

  private String terms(boolean payer) {
    Json terms =
        new Json()
            .raw("window", any("0.001", "1", "60", "3600", "86400", "31622400"))
            .raw("satisfied_rate", any("1", "0.3", "0.3", "0", "1e-300", "0.05"))
            .raw("dissatisfied_rate", any("1", "0.3", "0.1", "0.3000000001", "1"))
            .raw("solicit_rate", any("0", "0", "0.1", "1"));
    return (payer
            ? terms.raw("max_open", "10000000").raw("money_window", "31622400")
            : terms.raw("max_open", any("1", "2", "100", "10000000")))
        .toString();
  }

  private String parameters(String policy) {
    Json parameters = new Json();
    for (ParameterSpec spec : Policies.parameters().getOrDefault(policy, List.of())) {
      if (dice.nextInt(3) > 0) {
        continue;
      }
      if (!spec.choices().isEmpty()) {
        parameters.text(spec.name(), spec.choices().get(dice.nextInt(spec.choices().size())));
      } else if (!Double.isNaN(spec.min())) {
        List<Double> values = new ArrayList<>(List.of(spec.min(), spec.max()));
        parameters.raw(spec.name(), String.valueOf(values.get(dice.nextInt(2))));
      }
    }
    return parameters.toString();
  }

  private String any(String... of) {
    return of[dice.nextInt(of.length)];
  }
}
