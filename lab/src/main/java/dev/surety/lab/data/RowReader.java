package dev.surety.lab.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rows of a data file; where a model has no answer, quality and cost are NaN. */
final class RowReader {

  private final Path file;
  private final ModelPool pool;
  private final Map<String, String> domains = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  RowReader(Path file, ModelPool pool) {
    this.file = file;
    this.pool = pool;
  }

  List<RoutingRow> readAll() throws IOException {
    List<RoutingRow> rows = new ArrayList<>();
    try (DataLines lines = DataLines.open(file)) {
      for (ObjectNode fields; (fields = lines.next()) != null; ) {
        rows.add(row(lines.number(), fields));
      }
    }
    if (rows.isEmpty()) {
      throw new DataFormatException(file, "no rows.", "Write one JSON object a line.");
    }
    return rows;
  }

  private RoutingRow row(long number, ObjectNode line) throws DataFormatException {
    RowFields fields = new RowFields(file, number, line, pool);
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
}
