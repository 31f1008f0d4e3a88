package dev.surety.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.data.DataLines;
import dev.surety.lab.embed.EmbedOptions;
import dev.surety.output.terminal.Commands;
import dev.surety.output.terminal.PlainErrors;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety embed}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "surety embed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = EmbedOptions.DESCRIPTION)
public final class SuretyEmbed implements Callable<Integer> {

  private static final String ENDING = ".jsonl.gz";
  private static final int PROGRESS_STEP = 1000;

  @Spec private CommandSpec spec;

  @Mixin private EmbedOptions options;

  public static void main(String[] args) {
    System.exit(
        Commands.run(
            PlainErrors.on(Commands.told(new CommandLine(new SuretyEmbed()))), args));
  }

  @Override
  public Integer call() throws IOException {
    Path data = options.data();
    Path out = options.out();
    check("--data", data);
    check("--out", out);
    if (!Files.isRegularFile(data) || !Files.isRegularFile(models(data))) {
      throw usage("--data: there is no file " + data + " or none of its models; check the path");
    }
    if (Files.exists(out)) {
      throw usage("--out: " + out + " is there already; name a new file");
    }
    PrintWriter err = spec.commandLine().getErr();
    EmbeddedRows rows = new EmbeddedRows();
    long done = 0;
    try (DataLines in = DataLines.open(data);
        BufferedWriter to =
            new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(out)), UTF_8))) {
      for (ObjectNode row; (row = in.next()) != null; ) {
        to.write(rows.embed(row.toString()));
        to.write('\n');
        if (++done % PROGRESS_STEP == 0) {
          err.println("embed: " + done + " rows");
        }
      }
    }
    Files.copy(models(data), models(out));
    spec.commandLine().getOut().println("written: " + out + ", " + done + " rows");
    return 0;
  }

  private void check(String option, Path file) {
    if (!file.toString().endsWith(ENDING)) {
      throw usage(option + ": " + file + " must end with " + ENDING);
    }
  }

  private static Path models(Path file) {
    return Path.of(file.toString().replace(ENDING, ".models.json"));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
