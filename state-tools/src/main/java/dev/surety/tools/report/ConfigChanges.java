package dev.surety.tools.report;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.output.terminal.Figures;
import dev.surety.tools.journal.Configurations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What changed from one configuration to the next, as the key's rows used them. */
final class ConfigChanges {

  private final List<Incident> changes = new ArrayList<>();

  private ConfigChanges() {}

  /**
   * @param firstUse epoch milliseconds by configuration hash
   */
  static List<Incident> of(Map<String, Long> firstUse, Configurations configs) {
    ConfigChanges found = new ConfigChanges();
    TenantConfig before = null;
    for (Map.Entry<String, Long> use :
        firstUse.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .toList()) {
      TenantConfig now = configs.find(use.getKey());
      if (before != null && now != null) {
        found.compare(use.getValue(), before, now);
      }
      before = now == null ? before : now;
    }
    return found.changes;
  }

  private void compare(long time, TenantConfig before, TenantConfig now) {
    promise(time, before.sla(), now.sla());
    for (ModelSpec model : now.models()) {
      ModelSpec old = find(before, model.name());
      if (old == null) {
        add(time, "model added", model.name() + " at " + price(model));
      } else {
        compare(time, old, model);
      }
    }
    for (ModelSpec old : before.models()) {
      if (find(now, old.name()) == null) {
        add(time, "model removed", old.name());
      }
    }
  }

  private void promise(long time, SlaPolicy before, SlaPolicy now) {
    if (before.target() != now.target()) {
      add(
          time,
          "new promise",
          "target %s instead of %s"
              .formatted(Figures.percent(now.target()), Figures.percent(before.target())));
    }
    if (!before.policy().equals(now.policy())) {
      add(time, "new policy", now.policy() + " instead of " + before.policy());
    }
    if (before.mode() != now.mode()) {
      add(time, "mode", now.mode().name().toLowerCase(Locale.ROOT));
    }
    if (!before.parameters().equals(now.parameters())) {
      add(time, "parameters", now.parameters() + " instead of " + before.parameters());
    }
    if (!before.feedback().equals(now.feedback())) {
      add(time, "feedback terms", "how users are known to talk was stated anew");
    }
  }

  private void compare(long time, ModelSpec before, ModelSpec now) {
    if (before.inputUsdPerMtok() != now.inputUsdPerMtok()
        || before.outputUsdPerMtok() != now.outputUsdPerMtok()) {
      add(time, "price", "%s: %s instead of %s".formatted(now.name(), price(now), price(before)));
    }
    if (before.status() != now.status()) {
      add(
          time,
          "model " + now.status().name().toLowerCase(Locale.ROOT),
          now.name() + ", was " + before.status().name().toLowerCase(Locale.ROOT));
    }
  }

  private void add(long time, String kind, String text) {
    changes.add(new Incident(time, kind, text));
  }

  private static ModelSpec find(TenantConfig config, String name) {
    return config.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String price(ModelSpec model) {
    return String.format(
        Locale.ROOT,
        "%s / %s USD a million tokens",
        Figures.price(model.inputUsdPerMtok()),
        Figures.price(model.outputUsdPerMtok()));
  }
}
