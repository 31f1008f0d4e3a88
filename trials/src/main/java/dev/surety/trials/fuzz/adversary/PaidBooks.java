package dev.surety.trials.fuzz.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The money of {@link Adversary#PAYER} by another hand, from its records alone: of every answer and
 * attempt the dollars that were reported last count.
 */
final class PaidBooks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Double> last = new HashMap<>();
  private double forgotten;

  void take(Sent sent) {
    if (sent.kind() == Sent.Kind.SILENCE) {
      // Packing forgets what money was reported of which answer.
      forgotten += remembered();
      last.clear();
      return;
    }
    if (sent.kind() != Sent.Kind.FEEDBACK) {
      return;
    }
    try {
      JsonNode record = JSON.readTree(sent.value());
      if (record.has("cost_usd")) {
        last.put(
            record.get("request_id").asText()
                + '\n'
                + record.get("model").asText()
                + '\n'
                + record.path("attempt").asInt(0),
            record.get("cost_usd").asDouble());
      }
    } catch (IOException e) {
      throw new Violation("a record is no JSON", e);
    }
  }

  /** All that was reported, USD. */
  double usd() {
    return forgotten + remembered();
  }

  private double remembered() {
    return last.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
