package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalFrame;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks a journal a question: three passes over its files, whatever their size. */
final class JournalEvaluation {

  /**
   * What came of it.
   *
   * @param files of the journal
   * @param rows of all files, abandoned ones too
   * @param keys in the order of their names
   * @param models of all configurations
   * @param fit of the models' answers
   */
  record Report(
      OffPolicyQuery question,
      int files,
      long rows,
      SortedSet<String> models,
      Fit fit,
      List<KeyResult> keys) {

    /** All keys together. */
    Counts counts() {
      Counts all = new Counts();
      keys.forEach(key -> all.merge(key.counts()));
      return all;
    }

    /** All keys together. */
    KeyValue value() {
      KeyValue all = KeyValue.empty(question.clip());
      keys.forEach(key -> all.merge(key.value()));
      return all;
    }

    /** One of the simulations, all keys that were simulated together; {@code null} if none was. */
    Simulated simulated(Function<KeyResult, Simulated> which) {
      Simulated all = new Simulated(question.seeds());
      List<Simulated> parts = keys.stream().map(which).filter(Objects::nonNull).toList();
      parts.forEach(all::merge);
      return parts.isEmpty() ? null : all;
    }

    /** All keys together; {@code null} unless every key could be replayed. */
    Accepted replay() {
      boolean every = !keys.isEmpty() && keys.stream().allMatch(key -> key.replay() != null);
      return every
          ? keys.stream().map(KeyResult::replay).reduce(Accepted.NONE, Accepted::plus)
          : null;
    }
  }

  private JournalEvaluation() {}

  /**
   * Evaluates.
   *
   * @param progress is told what is done next
   * @throws BrokenJournal if the journal can't be read
   * @throws IllegalArgumentException if the question names a model or a tenant that the journal
   *     never heard of
   */
  static Report of(Path journal, OffPolicyQuery question, Consumer<String> progress) {
    List<Path> files = JournalFiles.finished(journal);
    JournalFrame frame = new JournalFrame();
    progress.accept("finding the rows that count, in %,d files".formatted(files.size()));
    long rows = files.parallelStream().mapToLong(file -> frame(file, frame)).sum();
    SortedSet<String> models = models(frame);
    check(question, models);
    ConfigTexts configs = new ConfigTexts(frame.configs().values());
    JournalJob job = new JournalJob(files, frame.branch(), question.tenants());
    Fit fit = Fit.empty();
    progress.accept("fitting outcomes, %,d rows".formatted(rows));
    job.run(
        "fit", key -> new FitWork(configs, question.cluster()), (Fit ofKey) -> fit.merge(ofKey));
    List<KeyResult> keys = new ArrayList<>();
    progress.accept("judging decisions");
    job.run(
        "judge",
        key -> new JudgeWork(key, question, configs, fit),
        (KeyResult ofKey) -> keys.add(ofKey));
    if (keys.isEmpty() && !question.tenants().names().isEmpty()) {
      throw question.tenants().nothingIn(journal);
    }
    keys.sort(Comparator.comparing(KeyResult::key));
    return new Report(question, files.size(), rows, models, fit, List.copyOf(keys));
  }

  /**
   * Adds what one file says of the whole journal; files may come side by side.
   *
   * @return its rows
   */
  private static long frame(Path file, JournalFrame frame) {
    Set<String> runs = new HashSet<>();
    long count = 0;
    try (JournalRows rows = JournalFiles.read(List.of(file))) {
      for (; rows.hasNext(); count++) {
        JournalRow row = rows.next();
        if (row.stamp().key() == null || runs.add(row.stamp().run())) {
          synchronized (frame) {
            frame.add(row);
          }
        }
      }
    }
    return count;
  }

  /** A name that nobody heard of is a typing error, and no what-if. */
  private static void check(OffPolicyQuery question, SortedSet<String> models) {
    if (models.isEmpty()) {
      throw new BrokenJournal(
          "the journal has no config row, so no decision can be read; give the folder that the job"
              + " writes its journal to");
    }
    SortedSet<String> unheard = question.names();
    unheard.removeAll(models);
    if (!unheard.isEmpty()) {
      throw new IllegalArgumentException(
          "the journal has no model %s; it has %s".formatted(unheard, models));
    }
    if (question.scenario() != null && question.scenario().without().containsAll(models)) {
      throw new IllegalArgumentException(
          "--without leaves no model: the journal has %s".formatted(models));
    }
  }

  private static SortedSet<String> models(JournalFrame frame) {
    SortedSet<String> models = new TreeSet<>();
    frame
        .configs()
        .values()
        .forEach(
            config ->
                Configurations.config(config.content())
                    .models()
                    .forEach(model -> models.add(model.name())));
    return models;
  }
}
