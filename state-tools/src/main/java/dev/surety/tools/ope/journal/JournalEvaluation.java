package dev.surety.tools.ope.journal;

import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalFrame;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
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
      Question question,
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
   * @throws dev.surety.tools.journal.BrokenJournal if the journal can't be read
   * @throws IllegalArgumentException if the question names a model that the journal never heard of
   */
  static Report of(Path journal, Question question) {
    List<Path> files = JournalFiles.finished(journal);
    JournalFrame frame = new JournalFrame();
    long rows = 0;
    try (JournalRows all = JournalFiles.read(files)) {
      for (; all.hasNext(); rows++) {
        frame.add(all.next());
      }
    }
    SortedSet<String> models = models(frame);
    check(question, models);
    ConfigTexts configs = new ConfigTexts(frame.configs().values());
    JournalJob job = new JournalJob(files, frame.branch());
    Fit fit = Fit.empty();
    job.run(
        "fit", key -> new FitWork(configs, question.cluster()), (Fit ofKey) -> fit.merge(ofKey));
    List<KeyResult> keys = new ArrayList<>();
    job.run(
        "judge",
        key -> new JudgeWork(key, question, configs, fit),
        (KeyResult ofKey) -> keys.add(ofKey));
    keys.sort(Comparator.comparing(KeyResult::key));
    return new Report(question, files.size(), rows, models, fit, List.copyOf(keys));
  }

  /** A name that nobody heard of is a typing error, and no what-if. */
  private static void check(Question question, SortedSet<String> models) {
    SortedSet<String> unheard = question.names();
    unheard.removeAll(models);
    if (!unheard.isEmpty()) {
      throw new IllegalArgumentException(
          "the journal has no model %s; it has %s".formatted(unheard, models));
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
