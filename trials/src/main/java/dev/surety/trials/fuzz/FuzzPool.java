package dev.surety.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.trials.fuzz.FuzzRecord.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is configured while the poison flows: models, and one tenant under each policy. */
final class FuzzPool {

  static final List<String> MODELS = List.of("small", "medium", "large");
  static final List<String> POLICIES = List.of("surety", "slarouter", "mess-plus", "fixed:small");

  /** Prices that wait to be confirmed, each of a version of its own. */
  private static final List<String> IMPLAUSIBLE = List.of("0", "1e9", "1e-300");

  /** Nobody is promised anything in it. */
  static final String UNPROMISED = "unpromised";

  static final String TIER = "gold";

  private FuzzPool() {}

  /** The tenant that has this policy. */
  static String tenant(int policy) {
    return "tenant-" + policy;
  }

  /** To be sent before the job starts. */
  static List<FuzzRecord> configuration() {
    List<FuzzRecord> records = new ArrayList<>();
    for (int m = 0; m < MODELS.size(); m++) {
      records.add(good(modelKey(m), model(m).bytes(), "model"));
    }
    for (int p = 0; p < POLICIES.size(); p++) {
      records.add(good("sla/" + tenant(p) + "/" + TIER, promise(p).bytes(), "promise"));
    }
    return records;
  }

  static String modelKey(int m) {
    return "model/" + MODELS.get(m);
  }

  static Fields model(int m) {
    return Fields.NONE
        .text("type", "model")
        .text("model", MODELS.get(m))
        .raw("version", "1")
        .raw("input_usd_per_mtok", String.valueOf(0.1 * Math.pow(7, m)))
        .raw("output_usd_per_mtok", String.valueOf(0.4 * Math.pow(7, m)));
  }

  private static Fields promise(int p) {
    return Fields.NONE
        .text("type", "sla")
        .text("tenant", tenant(p))
        .text("tier", TIER)
        .raw("version", "1")
        .raw("target", "0.8")
        .text("policy", POLICIES.get(p));
  }

  /** Odd, but to be applied; whatever comes, the three models stay in force. */
  static FuzzRecord harmless(Random dice) {
    int m = dice.nextInt(MODELS.size());
    int implausible = dice.nextInt(IMPLAUSIBLE.size());
    return switch (dice.nextInt(5)) {
      case 0 -> good(modelKey(m), model(m).bytes(), "the same again");
      case 1 ->
          good(modelKey(m), model(m).raw("version", "0").bytes(), "a version older than in force");
      case 2 ->
          good(
              modelKey(m),
              model(m)
                  .raw("version", String.valueOf(2 + implausible))
                  .raw("input_usd_per_mtok", IMPLAUSIBLE.get(implausible))
                  .bytes(),
              "a price that waits to be confirmed");
      case 3 -> good("model/gone-" + dice.nextInt(5), null, "tombstone of a stranger");
      default ->
          good(modelKey(m), model(m).raw("schema_version", "99").bytes(), "an unknown version");
    };
  }

  private static FuzzRecord good(String key, byte[] value, String kind) {
    return new FuzzRecord(Input.CONTROL, key.getBytes(UTF_8), value, kind, null);
  }
}
