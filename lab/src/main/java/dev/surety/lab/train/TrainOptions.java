package dev.surety.lab.train;

import dev.surety.features.HashingFeaturizer;
import dev.surety.lab.data.RecordedData;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.train.DataSplit.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code surety train proteus} can be told of data and settings. */
final class TrainOptions {

  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_UNITS = 1024;
  private static final int MOST_WORDS = 4096;

  /** Which dual variable the policy learns with. */
  enum DualChoice {
    binned,
    single
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Routing data: FILE.jsonl.gz or .jsonl, with FILE.models.json beside it.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Routing data to settle choices by, of the same models; then the validation share of"
              + " --data is trained on too.")
  private Path validation;

  @Option(
      names = "--split",
      split = ",",
      arity = "1",
      paramLabel = "T,V",
      defaultValue = "0.7,0.15",
      description =
          "Shares of the rows to train and to validate on, by a hash of the row's id; the rest is"
              + " held out (default: ${DEFAULT-VALUE}).")
  private double[] split;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "M",
      description = "Use only these models of the file.")
  private List<String> models = List.of();

  @Option(
      names = "--max-nulls",
      paramLabel = "R",
      defaultValue = "0.02",
      description =
          "Leave a model out that has no answer on this share of rows or more"
              + " (default: ${DEFAULT-VALUE}).")
  private double maxNulls;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Batches that the policy head learns from (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--head-steps",
      paramLabel = "N",
      defaultValue = "4000",
      description =
          "Batches that encoder and performance head learn from (default: ${DEFAULT-VALUE}).")
  private int headSteps;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "" + HashingFeaturizer.DEFAULT_DIMENSIONS,
      description =
          "Dimensions that the words of the prompt are hashed into: a power of two, at most the"
              + " job's features.dimensions, or 0 to look at none (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--terms",
      paramLabel = "N",
      defaultValue = "" + HashingFeaturizer.DEFAULT_TERMS,
      description =
          "Words and pairs of words that are read of a prompt: the job's features.max-terms"
              + " (default: ${DEFAULT-VALUE}).")
  private int terms;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "64",
      description = "Units of the encoder's first layer (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      defaultValue = "32",
      description = "Length of the encoding (default: ${DEFAULT-VALUE}).")
  private int embedding;

  @Option(
      names = "--policy-hidden",
      paramLabel = "N",
      defaultValue = "64",
      description = "Units of the policy head's layers (default: ${DEFAULT-VALUE}).")
  private int policyHidden;

  @Option(
      names = "--alpha",
      paramLabel = "R",
      defaultValue = "0.1",
      description = "Weight of cost in the reward (default: ${DEFAULT-VALUE}).")
  private double alpha;

  @Option(
      names = "--dual",
      paramLabel = "D",
      defaultValue = "binned",
      description =
          "binned: a dual variable for each range of targets; single: one for all, as published"
              + " (default: ${DEFAULT-VALUE}).")
  private DualChoice dual;

  /**
   * What to train on.
   *
   * @param heldOut never looked at before the training is over; may be empty
   */
  record Rows(
      RecordedData data,
      DataSplit split,
      List<RoutingRow> training,
      List<RoutingRow> validation,
      List<RoutingRow> heldOut) {}

  TrainingSettings settings() {
    between("--steps", steps, 1, MOST_STEPS);
    between("--head-steps", headSteps, 0, MOST_STEPS);
    between("--words", words, 0, MOST_WORDS);
    between("--terms", terms, 1, MOST_UNITS * MOST_UNITS);
    between("--hidden", hidden, 1, MOST_UNITS);
    between("--embedding", embedding, 1, MOST_UNITS);
    between("--policy-hidden", policyHidden, 1, MOST_UNITS);
    if (words > 0 && Integer.bitCount(words) != 1) {
      throw new IllegalArgumentException("--words must be a power of two or 0, not " + words);
    }
    if (!(alpha > 0 && alpha <= 1e3)) {
      throw new IllegalArgumentException("--alpha must be above 0 and at most 1000, not " + alpha);
    }
    TrainingSettings usual = TrainingSettings.defaults();
    return new TrainingSettings(
        words,
        terms,
        hidden,
        embedding,
        policyHidden,
        headSteps,
        steps,
        usual.batch(),
        usual.learningRate(),
        alpha,
        dual == DualChoice.single ? TrainingSettings.Dual.SINGLE : TrainingSettings.Dual.BINNED,
        seed);
  }

  /**
   * Reads and splits the data.
   *
   * @throws IllegalArgumentException for a value that can't be; the message names option and mend
   */
  Rows rows() throws IOException {
    if (split.length != 2) {
      throw new IllegalArgumentException("--split must be two shares, as 0.7,0.15");
    }
    if (!(maxNulls >= 0 && maxNulls <= 1)) {
      throw new IllegalArgumentException("--max-nulls must be a number from 0 to 1");
    }
    DataSplit shares = new DataSplit(split[0], split[1]);
    RecordedData all = read("--data", data, models);
    List<RoutingRow> training = new ArrayList<>(shares.rows(all, Part.TRAINING));
    List<RoutingRow> judging = shares.rows(all, Part.VALIDATION);
    if (validation != null) {
      training.addAll(judging);
      RecordedData other = read("--validation", validation, all.pool().names());
      if (!other.pool().names().equals(all.pool().names())) {
        throw new IllegalArgumentException(
            "--validation: "
                + validation.getFileName()
                + " has not the models of --data, in their order: "
                + all.pool().names());
      }
      judging = shares.rows(other, Part.VALIDATION);
    }
    if (training.isEmpty() || judging.isEmpty()) {
      throw new IllegalArgumentException(
          "--split leaves %d rows to train and %d to validate on; give more data or other shares"
              .formatted(training.size(), judging.size()));
    }
    return new Rows(all, shares, training, judging, shares.rows(all, Part.HELD_OUT));
  }

  private RecordedData read(String option, Path file, List<String> wanted) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          option + ": there is no file " + file + "; check the path");
    }
    return RoutingData.read(file, wanted, maxNulls);
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
