package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code surety state edit} is to change, as it is typed. */
final class EditOptions {

  @Option(
      names = "--reset-queue",
      paramLabel = "KEY",
      description = "Lets these keys off their debt: the queue is 0, and so is the policy's own.")
  private List<String> reset = new ArrayList<>();

  @Option(
      names = "--set-queue",
      paramLabel = "KEY=ANSWERS",
      description = "Sets the debt of these keys, the policy's own included.")
  private Map<String, Double> queues = new LinkedHashMap<>();

  @Option(
      names = "--forget-model",
      paramLabel = "KEY=MODEL",
      description = "Forgets how a model was judged; what its answers cost stays known.")
  private List<String> forget = new ArrayList<>();

  @Option(
      names = "--forget-costs",
      paramLabel = "KEY[=MODEL]",
      description =
          "Forgets what a model's answers, or all answers, took and cost; how models were judged"
              + " stays known, and so do the books.")
  private List<String> forgetCosts = new ArrayList<>();

  @Option(
      names = "--copy-learner",
      paramLabel = "FROM=TO",
      description =
          "Lets key TO, new or not, go on with what key FROM has learned. Its own debt and counts"
              + " stay; its open decisions are given up.")
  private Map<String, String> copies = new LinkedHashMap<>();

  @Option(
      names = "--delete",
      paramLabel = "KEY",
      description = "Deletes keys; the next request makes them new.")
  private List<String> delete = new ArrayList<>();

  /** From which key each copy is, by the key that it is for. */
  Map<TenantTier, TenantTier> copies() {
    Map<TenantTier, TenantTier> byTarget = new LinkedHashMap<>();
    copies.forEach((from, to) -> byTarget.put(exact(to), exact(from)));
    return byTarget;
  }

  private static TenantTier exact(String key) {
    KeyPattern pattern = KeyPattern.parse(key);
    if (!pattern.isExact()) {
      throw new IllegalArgumentException(
          "--copy-learner needs TENANT/TIER on both sides, not '%s'".formatted(key));
    }
    return TenantTier.parse(key);
  }

  /** All other edits, in the order in which they are made. */
  List<StateEdit> withoutCopies() {
    List<StateEdit> edits = new ArrayList<>();
    delete.forEach(key -> edits.add(new StateEdit.Delete(KeyPattern.parse(key))));
    forget.forEach(text -> edits.add(forget(text)));
    forgetCosts.forEach(text -> edits.add(forgetCosts(text)));
    reset.forEach(key -> edits.add(new StateEdit.SetQueue(KeyPattern.parse(key), 0)));
    queues.forEach((key, queue) -> edits.add(setQueue(key, queue)));
    return edits;
  }

  private static StateEdit forget(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "--forget-model needs KEY=MODEL, not '%s'".formatted(text));
    }
    return new StateEdit.ForgetModel(
        KeyPattern.parse(text.substring(0, equals)), text.substring(equals + 1));
  }

  private static StateEdit forgetCosts(String text) {
    int equals = text.indexOf('=');
    return new StateEdit.ForgetCosts(
        KeyPattern.parse(equals < 0 ? text : text.substring(0, equals)),
        equals < 0 ? null : text.substring(equals + 1));
  }

  private static StateEdit setQueue(String key, double queue) {
    if (!(queue >= 0 && Double.isFinite(queue))) {
      throw new IllegalArgumentException(
          "--set-queue needs a number of answers, 0 or more, not " + queue);
    }
    return new StateEdit.SetQueue(KeyPattern.parse(key), queue);
  }
}
