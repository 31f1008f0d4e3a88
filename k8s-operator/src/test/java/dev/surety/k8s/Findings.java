package dev.surety.k8s;

import java.util.ArrayList;
import java.util.List;

/** Collects what a rule finds. */
final class Findings {

  private final List<String> found = new ArrayList<>();

  /** Notes the sentence unless the condition holds. */
  Findings unless(boolean holds, String sentence, Object... values) {
    if (!holds) {
      found.add(sentence.formatted(values));
    }
    return this;
  }

  List<String> list() {
    return List.copyOf(found);
  }
}
