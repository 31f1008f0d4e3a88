package dev.surety.tools.ope.journal;

import dev.surety.output.terminal.Figures;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.journal.JournalOutline.Progress;
import dev.surety.tools.journal.SortFolder;
import dev.surety.tools.journal.Workers;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks a journal a question: some passes over its files, whatever their size. */
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
   * Evaluates all histories of a journal.
   *
   * @param progress is told what is done next
   * @throws BrokenJournal if the journal can't be read
   * @throws IllegalArgumentException if the question names a model or a tenant that the journal
   *     never heard of
   */
  static Report of(JournalFiles files, OffPolicyQuery question, Consumer<String> progress) {
    return of(
        History.newest(JournalOutline.of(files, Progress.SILENT)),
        account -> {},
        question,
        progress);
  }

  /**
   * Evaluates.
   *
   * @param whole is told what of the journal counts and what is missing, before anything is judged
   * @param progress is told what is done next
   * @throws BrokenJournal if the journal can't be read
   * @throws IllegalArgumentException if the question names a model or a tenant that the journal
   *     never heard of
   */
  static Report of(
      History history,
      Consumer<JournalAccount> whole,
      OffPolicyQuery question,
      Consumer<String> progress) {
    JournalOutline outline = history.outline();
    JournalFiles files = outline.files();
    Configurations configs = outline.configurations();
    SortedSet<String> models = models(configs);
    check(question, models);
    Map<String, KeyResult> keys = new TreeMap<>();
    progress.accept("fitting outcomes, " + Figures.count(outline.allRows()) + " rows");
    Runnable judging = () -> progress.accept("judging decisions");
    Fit fit;
    try (SortFolder folder = SortFolder.open("surety-evaluate-")) {
      JournalJob job = JournalJob.of(history, question.tenants(), folder.path());
      whole.accept(job.account());
      fit = evaluate(job, question, configs, folder.path(), judging, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "rows can't be sorted on disk: is it full? (java.io.tmpdir says where)", e);
    }
    if (keys.isEmpty() && !question.tenants().names().isEmpty()) {
      throw question.tenants().nothingIn(files.folder());
    }
    return new Report(
        question, files.paths().size(), outline.allRows(), models, fit, List.copyOf(keys.values()));
  }

  private static boolean anyJudge(Configurations configs) {
    return configs.hashes().stream().anyMatch(hash -> configs.apply(hash).sla().judge() != null);
  }

  private static Fit evaluate(
      JournalJob job,
      OffPolicyQuery question,
      Configurations configs,
      Path folder,
      Runnable judging,
      Map<String, KeyResult> keys)
      throws IOException {
    return question.scenario() == null && !anyJudge(configs)
        ? oneByOne(job, question, folder, judging, keys)
        : twice(job, question, judging, keys);
  }

  /** Each decision by itself: rows are read, sorted and joined once. */
  private static Fit oneByOne(
      JournalJob job,
      OffPolicyQuery question,
      Path folder,
      Runnable judging,
      Map<String, KeyResult> keys)
      throws IOException {
    List<DecisionSpool> spools = new ArrayList<>();
    job.run(
        configs -> {
          DecisionSpool spool = new DecisionSpool(folder);
          synchronized (spools) {
            spools.add(spool);
          }
          return key -> new SpoolWork(key, configs, question.cluster(), spool);
        },
        seen -> keys.merge(seen.key(), KeyResult.of(seen, question.clip()), KeyResult::plus));
    Fit fit = Fit.empty();
    for (DecisionSpool spool : spools) {
      spool.close();
      fit.merge(spool.fit());
    }
    judging.run();
    // All decisions of a key are in one of them, so no two workers meet in a sum.
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        spools.size(),
        () -> {
          spools.get(next.getAndIncrement()).read(new Judging(question, fit, keys));
          return null;
        });
    return fit;
  }

  private static final class Judging implements DecisionSpool.Reader {
    private final OffPolicyQuery question;
    private final Fit fit;
    private final Map<String, KeyResult> keys;
    private KeyValue value;

    Judging(OffPolicyQuery question, Fit fit, Map<String, KeyResult> keys) {
      this.question = question;
      this.fit = fit;
      this.keys = keys;
    }

    @Override
    public void key(String key) {
      value = keys.get(key).value();
    }

    @Override
    public void decision(LoggedDecision decision) {
      value.add(decision, question.target(), fit);
    }
  }

  /**
   * Whole keys once more: with all that their requests said where they are simulated, and where a
   * judge spoke, whose words say nothing before it is known how he errs.
   */
  private static Fit twice(
      JournalJob job, OffPolicyQuery question, Runnable judging, Map<String, KeyResult> keys)
      throws IOException {
    Fit fit = Fit.empty();
    job.run(configs -> key -> new FitWork(key, configs, question.cluster()), fit::merge);
    fit.finish();
    judging.run();
    job.run(
        configs -> key -> new JudgeWork(key, question, configs, fit),
        ofKey -> keys.merge(ofKey.key(), ofKey, KeyResult::plus));
    return fit;
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

  private static SortedSet<String> models(Configurations configs) {
    SortedSet<String> models = new TreeSet<>();
    for (String hash : configs.hashes()) {
      configs.apply(hash).models().forEach(model -> models.add(model.name()));
    }
    return models;
  }
}
