package dev.surety.wire.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a log that {@link LogWriter} or somebody's own program has written, one request after the
 * other, whatever its size. Unknown fields are passed over.
 */
public final class LogReader implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final JsonParser in;

  private LogReader(Path file, JsonParser in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a log; one whose name ends in {@code .gz} is unpacked.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IOException if it can't be read
   */
  public static LogReader open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no log " + file + "; surety import makes one of what you have");
    }
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream plain =
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
      return new LogReader(file, new JsonFactory().createParser(plain));
    } catch (ZipException | EOFException e) {
      bytes.close();
      throw new IllegalArgumentException(file + " ends in .gz and is no gzip file", e);
    }
  }

  /**
   * The next request.
   *
   * @return it, or {@code null} at the end
   * @throws IllegalArgumentException naming file and line of what is no request
   */
  public LoggedRequest next() throws IOException {
    try {
      JsonToken token = in.nextToken();
      if (token == null) {
        return null;
      }
      if (token != JsonToken.START_OBJECT) {
        throw wrong("there is no JSON object; a log has one a line", null);
      }
      return request();
    } catch (JsonProcessingException e) {
      throw wrong(e.getOriginalMessage(), e);
    } catch (ZipException | EOFException e) {
      throw wrong("the file is cut off or damaged; import again", e);
    }
  }

  private LoggedRequest request() throws IOException {
    String id = null;
    long at = Long.MIN_VALUE;
    String tenant = LoggedRequest.DEFAULT;
    String tier = LoggedRequest.DEFAULT;
    String tag = null;
    String model = null;
    long input = LoggedRequest.UNKNOWN;
    long output = LoggedRequest.UNKNOWN;
    double cost = Double.NaN;
    double label = Double.NaN;
    double propensity = Double.NaN;
    SortedMap<String, Double> propensities = null;
    boolean random = false;
    for (String field; (field = in.nextFieldName()) != null; ) {
      JsonToken value = in.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "id" -> id = text(field);
        case "at" -> at = time(text(field));
        case "tenant" -> tenant = text(field);
        case "tier" -> tier = text(field);
        case "tag" -> tag = text(field);
        case "model" -> model = text(field);
        case "in_tokens" -> input = (long) number(field, 0, Long.MAX_VALUE);
        case "out_tokens" -> output = (long) number(field, 0, Long.MAX_VALUE);
        case "cost_usd" -> cost = number(field, 0, Double.MAX_VALUE);
        case "label" -> label = number(field, 0, 1);
        case "propensity" -> propensity = number(field, Double.MIN_VALUE, 1);
        case "propensities" -> propensities = propensities();
        case "random" -> random = in.getBooleanValue();
        default -> in.skipChildren();
      }
    }
    if (id == null || model == null) {
      throw wrong((id == null ? "id" : "model") + " is missing", null);
    }
    if (propensities != null && Double.isNaN(propensity)) {
      propensity = propensities.getOrDefault(model, Double.NaN);
    }
    return new LoggedRequest(
        id,
        at,
        tenant,
        tier,
        tag,
        model,
        input,
        output,
        cost,
        label,
        propensity,
        propensities,
        random);
  }

  private SortedMap<String, Double> propensities() throws IOException {
    SortedMap<String, Double> propensities = new TreeMap<>();
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("propensities is no object", null);
    }
    for (String model; (model = in.nextFieldName()) != null; ) {
      in.nextToken();
      propensities.put(model, number("propensities", 0, 1));
    }
    return propensities;
  }

  private String text(String field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(field + " is no text", null);
    }
    return in.getText();
  }

  private double number(String field, double least, double most) throws IOException {
    double value = in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN;
    if (!(value >= least && value <= most)) {
      throw wrong("%s is %s".formatted(field, in.getText()), null);
    }
    return value;
  }

  private long time(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw wrong("at is " + text + ", and no time such as 2026-01-31T23:59:59Z", e);
    }
  }

  private IllegalArgumentException wrong(String what, Exception cause) {
    return new IllegalArgumentException(
        "%s, line %d: %s".formatted(file, in.currentLocation().getLineNr(), what), cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
