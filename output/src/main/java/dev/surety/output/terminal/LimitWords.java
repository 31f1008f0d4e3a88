package dev.surety.output.terminal;

import dev.surety.domain.ModelOffer;
import dev.surety.domain.SlaLimits;
import java.util.ArrayList;
import java.util.List;

/** What models offer and which promises allow, as people read it: the same on every screen. */
public final class LimitWords {

  private LimitWords() {}

  /** Which models a promise allows; empty where it allows all. */
  public static String of(SlaLimits limits) {
    List<String> words = new ArrayList<>();
    if (!limits.regions().isEmpty()) {
      words.add("only in " + names(limits.regions()));
    }
    if (!limits.providers().isEmpty()) {
      words.add("only of " + names(limits.providers()));
    }
    if (!limits.deny().isEmpty()) {
      words.add("never " + names(limits.deny()));
    }
    return String.join("; ", words);
  }

  /** What a model can do and where; empty where it declares nothing. */
  public static String of(ModelOffer offer) {
    List<String> words = new ArrayList<>();
    if (offer.capabilities() != null) {
      words.add(
          offer.capabilities().isEmpty() ? "text alone" : "can " + names(offer.capabilities()));
    }
    if (offer.regions() != null && !offer.regions().isEmpty()) {
      words.add("runs in " + names(offer.regions()));
    }
    if (offer.maxOutput() >= 0) {
      words.add("answers of at most " + Figures.count(offer.maxOutput()) + " tokens");
    }
    return String.join("; ", words);
  }

  /** The models that are left to a promise, of a standing. */
  public static String allowed(List<String> models) {
    return models.isEmpty() ? "no model of the pool" : names(models);
  }

  private static String names(List<String> names) {
    return Printable.of(String.join(", ", names));
  }
}
