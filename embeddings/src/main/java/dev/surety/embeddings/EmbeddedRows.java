package dev.surety.embeddings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;

/**
 * Adds {@code embedding} to rows of routing data: 384 numbers, of unit length, by all-MiniLM-L6-v2.
 * The network cuts prompts past 512 tokens into parts and takes their mean.
 */
final class EmbeddedRows {

  /**
   * A unit vector of 384 has entries near 0.05: four digits are finer than the quantised weights.
   */
  private static final double DIGITS = 1e4;

  private final ObjectMapper json = new ObjectMapper();
  private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();

  /**
   * @param row a JSON object with the field {@code prompt}
   * @throws IllegalArgumentException if it is none
   */
  String embed(String row) throws IOException {
    if (!(json.readTree(row) instanceof ObjectNode fields) || !fields.path("prompt").isTextual()) {
      throw new IllegalArgumentException("a row is no JSON object with a \"prompt\"");
    }
    String prompt = fields.get("prompt").asText();
    ArrayNode embedding = fields.putArray("embedding");
    for (float value : model.embed(prompt.isBlank() ? "-" : prompt).content().vector()) {
      embedding.add(Math.rint(value * DIGITS) / DIGITS);
    }
    return json.writeValueAsString(fields);
  }
}
