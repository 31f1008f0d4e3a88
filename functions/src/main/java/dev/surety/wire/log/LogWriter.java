package dev.surety.wire.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes a log: a JSON object a line, packed if the file's name ends in {@code .gz}. */
public final class LogWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final JsonGenerator out;
  private long written;

  private LogWriter(JsonGenerator out) {
    this.out = out;
  }

  /**
   * Opens a log, new or in the place of one that is there.
   *
   * @throws IOException if it can't be written
   */
  public static LogWriter open(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    OutputStream packed =
        file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER) : bytes;
    JsonGenerator out = new JsonFactory().createGenerator(new BufferedOutputStream(packed, BUFFER));
    out.setRootValueSeparator(null);
    return new LogWriter(out);
  }

  /** Writes a request. What is not known has no field. */
  public void write(LoggedRequest request) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", request.id());
    if (request.at() != Long.MIN_VALUE) {
      out.writeStringField("at", Instant.ofEpochMilli(request.at()).toString());
    }
    out.writeStringField("tenant", request.tenant());
    out.writeStringField("tier", request.tier());
    if (request.tag() != null) {
      out.writeStringField("tag", request.tag());
    }
    out.writeStringField("model", request.model());
    tokens("in_tokens", request.inputTokens());
    tokens("out_tokens", request.outputTokens());
    number("cost_usd", request.costUsd());
    number("label", request.label());
    number("propensity", request.propensity());
    if (request.propensities() != null) {
      out.writeObjectFieldStart("propensities");
      for (Map.Entry<String, Double> model : request.propensities().entrySet()) {
        out.writeNumberField(model.getKey(), model.getValue());
      }
      out.writeEndObject();
    }
    if (request.random()) {
      out.writeBooleanField("random", true);
    }
    out.writeEndObject();
    out.writeRaw('\n');
    written++;
  }

  private void tokens(String name, long count) throws IOException {
    if (count != LoggedRequest.UNKNOWN) {
      out.writeNumberField(name, count);
    }
  }

  private void number(String name, double value) throws IOException {
    if (!Double.isNaN(value)) {
      out.writeNumberField(name, value);
    }
  }

  /** How many have been written. */
  public long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
