package dev.surety.lab.imports;

import dev.surety.output.terminal.BadInput;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety import}. Exit codes: 0 done, 1 nothing could be read, 2 bad usage. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a log of what others have logged, or data for evaluate where every model answered every"
          + " request.",
      "Files may be of any size, gzip or zstd; a folder is all of its files. What each is taken for"
          + " is shown first; what can't be read is counted by reason and written beside."
    },
    footer = {"", "docs/data.md tells what is read of each format, and what is written."})
public final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or folders of files.")
  private List<Path> files;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NAME",
      description =
          "Where it goes: NAME.log.jsonl.gz, or NAME.jsonl and NAME.models.json; and NAME.import.txt,"
              + " NAME.unreadable.jsonl.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "litellm, otel, langfuse, openrouter, routerbench, llmrouterbench, csv or jsonl (default:"
              + " by the beginning of each file).")
  private String format;

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "FIELD=COLUMN",
      description =
          "What the columns of a table are called, for those that are not guessed right:"
              + " --map model=served_model,label=thumb; FIELD= for none. Fields: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Fields.class)
  private List<String> map = List.of();

  @Option(
      names = "--pool",
      paramLabel = "FILE",
      description =
          "Control records with the models of the pool: names are told by it, and what has no cost"
              + " gets its price.")
  private Path pool;

  @Option(
      names = "--labels",
      paramLabel = "LOW:HIGH",
      description = "The worst and the best label, such as 1:5 (default: 0:1, and thumbs).")
  private String labels;

  @Option(
      names = "--score",
      paramLabel = "NAME",
      description = "Of several scores or evaluations the one that counts (default: their mean).")
  private String score;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = LoggedRequest.DEFAULT,
      description = "The tenant of rows that name none (default: ${DEFAULT-VALUE}).")
  private String tenant;

  @Option(
      names = "--dry-run",
      description = "Show what each file is taken for, with its columns, and read no further.")
  private boolean dryRun;

  /** The fields of a map, for help and completion. */
  static final class Fields extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Fields() {
      super(Arrays.stream(LogField.values()).map(LogField::word).toList());
    }
  }

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::read);
  }

  private int read() throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    ImportRun run =
        new ImportRun(
            new ImportRun.Wishes(
                map(),
                labels == null ? LabelScale.SHARES : LabelScale.read(labels),
                score,
                tenant,
                pool == null ? new PoolNames() : PoolNames.of(pool)),
            out,
            text,
            spec.commandLine().getErr());
    run.look(paths(), format == null ? null : format());
    if (dryRun) {
      return ExitCode.OK;
    }
    if (run.run()) {
      return ExitCode.OK;
    }
    spec.commandLine()
        .getErr()
        .println(
            spec.qualifiedName()
                + ": nothing could be read; see the reasons above, and name the form with --format");
    return ExitCode.SOFTWARE;
  }

  private ImportFormat format() {
    for (ImportFormat known : ImportFormat.values()) {
      if (known.toString().equals(format.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "--format %s: there is %s"
            .formatted(
                format,
                Arrays.stream(ImportFormat.values())
                    .map(ImportFormat::toString)
                    .collect(Collectors.joining(", "))));
  }

  private Map<String, String> map() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String one : map) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--map %s: write FIELD=COLUMN".formatted(one));
      }
      columns.put(one.substring(0, equals).strip(), one.substring(equals + 1).strip());
    }
    return columns;
  }

  private List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        try (Stream<Path> all = Files.walk(file)) {
          all.filter(Files::isRegularFile)
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .sorted()
              .forEach(paths::add);
        }
      } else if (Files.isRegularFile(file)) {
        paths.add(file);
      } else {
        throw new IllegalArgumentException("there is no file " + file + "; check the path");
      }
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("there is no file in " + files);
    }
    return paths;
  }
}
