package dev.surety.lab.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.surety.domain.ModelSpec;
import dev.surety.wire.log.LogWriter;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes in what readers make of files: counts it, names models as the pool does, writes a log. */
final class LogIntake implements Intake, AutoCloseable {

  /** What can't be read is counted whatever there is of it, and shown up to here. */
  private static final int MOST_SHOWN = 10_000;

  private static final int SHOWN = 200;

  private final PoolNames names;
  private final ImportCounts counts;
  private final Labels labels;
  private final LongHashes ids = new LongHashes();
  private final Path log;
  private final Path unreadable;
  private LogWriter out;
  private JsonGenerator shown;
  private int shownCount;
  private String file;

  /**
   * @param log where it goes
   * @param unreadable where lines that can't be read go; made when there is one
   */
  LogIntake(PoolNames names, ImportCounts counts, Labels labels, Path log, Path unreadable) {
    this.names = names;
    this.counts = counts;
    this.labels = labels;
    this.log = log;
    this.unreadable = unreadable;
  }

  /** From here on what comes is of another file. */
  void of(Path path) {
    file = path.toString();
  }

  @Override
  public void request(LoggedRequest request, long line) {
    if (!ids.add(request.id())) {
      passedOver("doubled: its id was there");
      return;
    }
    PoolNames.Named named = names.of(request.model());
    counts.named(request.model(), named);
    counts.tenant(request.tenant() + '/' + request.tier());
    ModelSpec model = names.models().get(named.model());
    double cost = request.costUsd();
    String said = request.isLabelled() ? null : labels.of(request.id());
    double label = said == null ? request.label() : Double.parseDouble(said);
    if (Double.isNaN(cost) && model != null && hasTokens(request)) {
      cost = model.costUsd(request.inputTokens(), request.outputTokens());
      counts.leftOut("no cost of its own: the pool's price for its tokens");
    }
    counts.kept++;
    counts.labelled += Double.isNaN(label) ? 0 : 1;
    counts.byChance += request.isByChance() ? 1 : 0;
    counts.priced += Double.isNaN(cost) ? 0 : 1;
    if (request.at() != Long.MIN_VALUE) {
      counts.first = Math.min(counts.first, request.at());
      counts.last = Math.max(counts.last, request.at());
    }
    try {
      if (out == null) {
        out = LogWriter.open(log);
      }
      out.write(
          new LoggedRequest(
              request.id(),
              request.at(),
              request.tenant(),
              request.tier(),
              request.tag(),
              named.model(),
              request.inputTokens(),
              request.outputTokens(),
              cost,
              label,
              request.propensity(),
              request.propensities(),
              request.random()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasTokens(LoggedRequest request) {
    return request.inputTokens() != LoggedRequest.UNKNOWN
        && request.outputTokens() != LoggedRequest.UNKNOWN;
  }

  @Override
  public void passedOver(String reason) {
    counts.passedOver(reason);
  }

  @Override
  public void unreadable(String reason, long line, String text) {
    counts.unreadable(reason);
    try {
      if (shown == null) {
        shown = new JsonFactory().createGenerator(Files.newOutputStream(unreadable));
        shown.setRootValueSeparator(null);
      }
      if (shownCount++ < MOST_SHOWN) {
        shown.writeStartObject();
        shown.writeStringField("file", file);
        shown.writeNumberField("line", line);
        shown.writeStringField("reason", reason);
        shown.writeStringField("text", text.substring(0, Math.min(SHOWN, text.length())));
        shown.writeEndObject();
        shown.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void valueLeftOut(String reason) {
    counts.leftOut(reason);
  }

  @Override
  public void score(String of, double value) {
    labels.add(of, value);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (shown != null) {
      shown.close();
    }
  }
}
