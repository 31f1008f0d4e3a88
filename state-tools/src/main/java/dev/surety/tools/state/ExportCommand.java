package dev.surety.tools.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.surety.domain.ControlUpdate;
import dev.surety.engine.Configuration;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety state export}. */
@Command(
    name = "export",
    description = "Writes a savepoint's content as files for other tools.",
    footer = {
      "",
      "keys.jsonl and keys.avro hold a record a key, the models with their beliefs inside;"
          + " control.jsonl holds the control records as they came; savepoint.json says where all"
          + " of it is from."
    })
final class ExportCommand extends SavepointCommand {

  @Parameters(paramLabel = "SAVEPOINT", description = "Its folder.")
  private String savepoint;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the files; made if need be, and empty.")
  private Path out;

  @Override
  int work() throws IOException {
    SavepointStates states = SavepointStates.open(savepoint);
    checkEmpty();
    Configuration configuration = states.control().configuration();
    Path lines = Files.createDirectories(out).resolve("keys.jsonl");
    long keys;
    double seconds;
    try (OutputStream file = Files.newOutputStream(lines);
        JsonGenerator json = StateReportJson.MAPPER.createGenerator(file);
        KeyAvro avro = KeyAvro.to(out.resolve("keys.avro"));
        Progress progress = progress("export")) {
      json.setRootValueSeparator(new SerializedString("\n"));
      states.forEach(
          key -> true,
          key -> {
            progress.advance();
            KeyReport report = KeyReport.of(KeyState.of(key), configuration);
            json.writeTree(StateReportJson.of(report));
            avro.append(report);
          });
      json.writeRaw('\n');
      keys = progress.done();
      seconds = progress.seconds();
    }
    try (OutputStream control = Files.newOutputStream(out.resolve("control.jsonl"))) {
      for (ControlUpdate update : states.control().updates()) {
        control.write(ControlJson.write(update).value());
        control.write('\n');
      }
    }
    StateReportJson.MAPPER
        .writerWithDefaultPrettyPrinter()
        .writeValue(out.resolve("savepoint.json").toFile(), StateReportJson.of(states));
    out()
        .printf(
            Locale.ROOT,
            "%s keys written to %s in %.1f s: keys.jsonl, keys.avro, control.jsonl,"
                + " savepoint.json%n",
            Figures.count(keys),
            out,
            seconds);
    return 0;
  }

  private void checkEmpty() throws IOException {
    if (Files.exists(out)) {
      try (Stream<Path> files = Files.isDirectory(out) ? Files.list(out) : Stream.of(out)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "there is something at %s already; name another folder".formatted(out));
        }
      }
    }
  }
}
