package dev.surety.lab.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.surety.domain.ModelSpec;
import dev.surety.estimator.TokenPrices;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes requests that every model has answered: NAME.jsonl and NAME.models.json. */
final class FullRows implements AutoCloseable {

  private static final int LONGEST_PROMPT = 1_500;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path modelsFile;
  private final List<String> models;
  private final Map<String, ModelSpec> pool;
  private final List<TokenPrices> prices;
  private final JsonGenerator out;

  /**
   * @param name of both files, without their endings
   * @param models in the order of arrays
   * @param pool prices of those that are in it
   */
  FullRows(Path name, List<String> models, Map<String, ModelSpec> pool) throws IOException {
    this.models = models;
    this.pool = pool;
    this.prices = Stream.generate(TokenPrices::new).limit(models.size()).toList();
    modelsFile = Path.of(name + ".models.json");
    out =
        FACTORY.createGenerator(
            new BufferedOutputStream(Files.newOutputStream(Path.of(name + ".jsonl"))));
    out.setRootValueSeparator(null);
  }

  List<String> models() {
    return models;
  }

  /**
   * Writes a request; what is NaN was not answered.
   *
   * @param promptChars its length before it was shortened
   * @param inputTokens as each model counts them
   */
  void write(
      String id,
      String domain,
      String prompt,
      int promptChars,
      double[] quality,
      double[] costUsd,
      double[] inputTokens,
      double[] outputTokens)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", id);
    out.writeStringField("domain", domain);
    out.writeStringField("prompt", shortened(prompt));
    out.writeNumberField("prompt_chars", promptChars);
    double input = Double.NaN;
    for (int m = 0; m < quality.length; m++) {
      input = Double.isNaN(input) ? inputTokens[m] : Math.max(input, inputTokens[m]);
      if (!Double.isNaN(quality[m] + costUsd[m] + inputTokens[m] + outputTokens[m])) {
        prices.get(m).add(inputTokens[m], outputTokens[m], costUsd[m]);
      }
    }
    if (!Double.isNaN(input)) {
      out.writeNumberField("in_tokens", (long) input);
    }
    array("quality", quality, false);
    array("cost_usd", costUsd, false);
    array("out_tokens", outputTokens, true);
    out.writeEndObject();
    out.writeRaw('\n');
  }

  /** As much of a prompt as is kept. */
  static String shortened(String prompt) {
    return prompt.substring(0, Math.min(LONGEST_PROMPT, prompt.length()));
  }

  private void array(String name, double[] values, boolean whole) throws IOException {
    out.writeArrayFieldStart(name);
    for (double value : values) {
      if (Double.isNaN(value)) {
        out.writeNull();
      } else if (whole || value == Math.rint(value)) {
        out.writeNumber((long) value);
      } else {
        out.writeNumber(value);
      }
    }
    out.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    out.close();
    try (JsonGenerator file = FACTORY.createGenerator(Files.newOutputStream(modelsFile))) {
      file.setPrettyPrinter(new DefaultPrettyPrinter());
      file.writeStartObject();
      file.writeArrayFieldStart("models");
      for (int m = 0; m < models.size(); m++) {
        ModelSpec known = pool.get(models.get(m));
        double[] fitted = prices.get(m).usdPerMtok();
        file.writeStartObject();
        file.writeStringField("name", models.get(m));
        file.writeNumberField(
            "input_usd_per_mtok", known == null ? fitted[0] : known.inputUsdPerMtok());
        file.writeNumberField(
            "output_usd_per_mtok", known == null ? fitted[1] : known.outputUsdPerMtok());
        file.writeStringField(
            "price", known == null ? "fitted to what answers cost" : "the pool's");
        file.writeEndObject();
      }
      file.writeEndArray();
      file.writeEndObject();
    }
  }
}
