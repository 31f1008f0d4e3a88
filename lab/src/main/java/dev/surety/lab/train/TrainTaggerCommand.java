package dev.surety.lab.train;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.policy.tagger.Tagger;
import dev.surety.policy.tagger.Tagger.Sees;
import dev.surety.policy.tagger.TaggerArtefact;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety train tagger}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "tagger",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sorts prompts into buckets: tags for requests that come without one. Needs no labels.",
    footer = {
      "",
      "The file is the control record that publishes the artefact: ./surety control put FILE. A"
          + " promise uses it with \"parameters\": {\"context\": \"tagger:NAME\"}. It holds weights of"
          + " hashed words, and no prompt. docs/tagger.md tells the rest."
    })
final class TrainTaggerCommand implements Callable<Integer> {

  private static final int MOST_SAMPLE = 1_000_000;
  private static final int MOST_ROUNDS = 1_000;

  /** What a tagger sees, as it is written. */
  enum SeesChoice {
    words,
    embedding
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Routing data: FILE.jsonl.gz or .jsonl. Of each row its prompt is read.")
  private Path data;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "In place of --data: a log of requests, FILE.jsonl.gz or .jsonl, each line a JSON object"
              + " with a 'prompt' or an 'embedding', as the topic of requests has them.")
  private Path log;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ARTEFACT",
      description = "Where the artefact goes: the control record that publishes it.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "prompts",
      description = "Its name, which SLAs give as tagger:NAME (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--artefact-version",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Its version; a newer one of the same name replaces it, with tags of its own"
              + " (default: ${DEFAULT-VALUE}).")
  private long version;

  @Option(
      names = "--buckets",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many buckets, 2 to 64 (default: ${DEFAULT-VALUE}).")
  private int buckets;

  @Option(
      names = "--sees",
      paramLabel = "S",
      defaultValue = "words",
      description =
          "words: hashed words and pairs of the prompt; embedding: the embedding that the gateway"
              + " sends (default: ${DEFAULT-VALUE}).")
  private SeesChoice sees;

  @Option(
      names = "--train-share",
      paramLabel = "R",
      defaultValue = "1",
      description =
          "Share of the rows to train on, by a hash of their ids; evaluate plays the others"
              + " (default: ${DEFAULT-VALUE}, and evaluate plays all).")
  private double trainShare;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows that are drawn where there are more (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "25",
      description = "Rounds of k-means (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "2",
      description = "Starts, of which the best is kept (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    try {
      check();
      Path file = data == null ? log : data;
      Sees what = sees == SeesChoice.words ? Sees.WORDS : Sees.EMBEDDING;
      DataSplit split = new DataSplit(trainShare, 0);
      PromptSample drawn = PromptSample.read(file, what, split, sample, seed);
      text.printf(
          "%s: %s lines; %s to train on, %s without %s, %s kept apart%n",
          file.getFileName(),
          Figures.count(drawn.lines()),
          Figures.count(drawn.sketches().size()),
          Figures.count(drawn.unseen()),
          what == Sees.WORDS ? "a prompt" : "an embedding",
          Figures.count(drawn.kept()));
      text.flush();
      TaggerTraining result = train(file, split, drawn, what);
      ArtefactFile.write(
          out, new ArtefactUpdate(TaggerArtefact.KIND, name, version, result.payload()));
      print(result, text);
      text.printf("written: %s, %s%n", out, Figures.bytes(Files.size(out)));
      text.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void check() {
    if ((data == null) == (log == null)) {
      throw new IllegalArgumentException(
          "give the requests to train on, with --data FILE or with --log FILE");
    }
    if (name.isBlank() || name.indexOf('/') >= 0 || version < 0) {
      throw new IllegalArgumentException(
          "--name must be a name without '/', --artefact-version at least 0");
    }
    between("--buckets", buckets, Tagger.LEAST_BUCKETS, Tagger.MOST_BUCKETS);
    between("--sample", sample, buckets, MOST_SAMPLE);
    between("--rounds", rounds, 1, MOST_ROUNDS);
    between("--starts", starts, 1, MOST_ROUNDS);
    if (!(trainShare > 0 && trainShare <= 1)) {
      throw new IllegalArgumentException(
          "--train-share must be above 0 and at most 1, not " + trainShare);
    }
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be from " + least + " to " + most + ", not " + value);
    }
  }

  private TaggerTraining train(Path file, DataSplit split, PromptSample drawn, Sees what) {
    SortedMap<String, String> training =
        new TreeMap<>(new HeldOut(file.getFileName().toString(), split).record());
    training.put("requests", Integer.toString(drawn.sketches().size()));
    training.put("seed", Long.toString(seed));
    try (Progress progress =
        Progress.towards((long) rounds * starts, "train", "rounds", spec.commandLine().getErr())) {
      return TaggerTraining.of(
          drawn, what, buckets, rounds, starts, seed, training, progress::advance);
    }
  }

  private void print(TaggerTraining result, PrintWriter text) {
    List<String> shares = new ArrayList<>();
    for (double share : result.shares()) {
      shares.add(String.format(Locale.ROOT, "%.1f", 100 * share));
    }
    double[] micros = result.micros();
    text.printf("buckets, %% of requests: %s%n", String.join(", ", shares));
    text.printf(
        Locale.ROOT,
        "mean cosine to the centroid %.3f; rounded to bytes %.2f %% stay in their bucket%n",
        result.closeness(),
        100 * result.kept());
    text.printf(
        Locale.ROOT,
        "a tag takes %.1f us (median of %d requests; 99 %% below %.1f us)%n",
        micros[micros.length / 2],
        micros.length,
        micros[(int) (micros.length * 0.99)]);
    text.printf("tags: %s@%d/0 to %s@%d/%d%n", name, version, name, version, buckets - 1);
  }
}
