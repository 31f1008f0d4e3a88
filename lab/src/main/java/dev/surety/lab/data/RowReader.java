package dev.surety.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the rows of a data file; where a model has no answer, quality and cost are NaN. */
final class RowReader {

  private final Path file;
  private final ModelPool pool;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> domains = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  RowReader(Path file, ModelPool pool) {
    this.file = file;
    this.pool = pool;
  }

  List<RoutingRow> readAll() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataFormatException(file, "no such file.", "Check the path.");
    }
    List<RoutingRow> rows = new ArrayList<>();
    long number = 0;
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          rows.add(row(number, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file, number + 1, "not UTF-8.", "Save the file as UTF-8.");
    } catch (ZipException | EOFException e) {
      throw new DataFormatException(
          file, number + 1, "not a whole gzip file: " + e.getMessage() + ".", "Compress it again.");
    }
    if (rows.isEmpty()) {
      throw new DataFormatException(file, "no rows.", "Write one JSON object a line.");
    }
    return rows;
  }

  private BufferedReader open() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      if (file.getFileName().toString().endsWith(".gz")) {
        bytes = new GZIPInputStream(bytes, 1 << 16);
      }
      // The decoder, unlike the charset, reports bytes that aren't UTF-8 in place of hiding them.
      return new BufferedReader(
          new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private RoutingRow row(long number, String line) throws DataFormatException {
    RowFields fields = new RowFields(file, number, parse(number, line), pool);
    String id = fields.text("id");
    if (!ids.add(id)) {
      throw new DataFormatException(
          file, number, "the id '" + id + "' stands there twice.", "Every row needs its own id.");
    }
    String prompt = fields.text("prompt");
    double[] quality = fields.numbers("quality", 1);
    double[] costUsd = fields.numbers("cost_usd", Double.MAX_VALUE);
    double[] tokens = fields.numbers("out_tokens", Integer.MAX_VALUE);
    int[] outputTokens = new int[tokens.length];
    for (int m = 0; m < tokens.length; m++) {
      if (Double.isNaN(costUsd[m]) || Double.isNaN(tokens[m])) {
        quality[m] = Double.NaN; // an answer that can't be paid for is no answer
      }
      outputTokens[m] = (int) tokens[m]; // NaN becomes 0
    }
    return new RoutingRow(
        id,
        domains.computeIfAbsent(fields.text("domain"), domain -> domain),
        prompt,
        fields.count("prompt_chars", prompt.length()),
        fields.count("in_tokens", 1 + prompt.length() / 4),
        quality,
        costUsd,
        outputTokens,
        fields.has("latency_s") ? fields.numbers("latency_s", Double.MAX_VALUE) : null,
        fields.has("embedding") ? fields.vector("embedding") : null);
  }

  private JsonNode parse(long number, String line) throws DataFormatException {
    try {
      JsonNode row = json.readTree(line);
      if (row.isObject()) {
        return row;
      }
      throw new DataFormatException(
          file, number, "not a JSON object.", "Write one JSON object a line.");
    } catch (JsonProcessingException e) {
      throw new DataFormatException(
          file,
          number,
          "not JSON: " + e.getOriginalMessage() + ".",
          "Write one JSON object a line, without line breaks in it.");
    }
  }
}
