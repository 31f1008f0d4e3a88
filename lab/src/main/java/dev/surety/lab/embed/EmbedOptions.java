package dev.surety.lab.embed;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@code ./surety embed}. */
public final class EmbedOptions {

  /** What the command does, for its help. */
  public static final String DESCRIPTION =
      "Adds a sentence embedding to every row of routing data. surety train, evaluate and demo use"
          + " it in place of the prompt's words; clients then send theirs in the request's field"
          + " embedding.";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Routing data, NAME.jsonl.gz with NAME.models.json beside it.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where it goes with embeddings: another NAME.jsonl.gz; the models go with it.")
  private Path out;

  /** Where the rows are. */
  public Path data() {
    return data;
  }

  /** Where they go. */
  public Path out() {
    return out;
  }
}
