package dev.surety.lab.data;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is publicly known of the simulated pool: {@code published-facts.json}, which names the
 * source of every number.
 *
 * @param difficultyCorrelation correlation of the latent scores of two models on one question
 * @param domains the benchmarks that requests are drawn from, in equal shares
 * @param models the pool
 * @param newcomer name of the model that appears midway
 * @param priceChange the price change that happens midway
 */
@JsonIgnoreProperties({"about", "score_date", "difficulty_correlation_basis"})
record PublishedFacts(
    @JsonProperty("difficulty_correlation") double difficultyCorrelation,
    List<Domain> domains,
    List<Model> models,
    String newcomer,
    @JsonProperty("price_change") PriceCut priceChange) {

  /** A benchmark; {@code outputTokensLogSd} is the spread of the logarithm of answer lengths. */
  record Domain(
      String name,
      String benchmark,
      @JsonProperty("output_tokens_log_sd") double outputTokensLogSd,
      @JsonProperty("output_tokens_basis") String outputTokensBasis) {}

  /** A model: list price, score in percent and mean output tokens by domain. */
  record Model(
      String name,
      String released,
      @JsonProperty("input_usd_per_mtok") double inputUsdPerMtok,
      @JsonProperty("output_usd_per_mtok") double outputUsdPerMtok,
      @JsonProperty("price_source") String priceSource,
      @JsonProperty("score_source") String scoreSource,
      Map<String, Double> scores,
      @JsonProperty("output_tokens") Map<String, Integer> outputTokens) {

    PooledModel pooled() {
      return new PooledModel(
          name,
          new Price(inputUsdPerMtok, outputUsdPerMtok),
          Optional.of(YearMonth.parse(released)));
    }
  }

  /** A new list price of a model of the pool. */
  record PriceCut(
      String model,
      @JsonProperty("input_usd_per_mtok") double inputUsdPerMtok,
      @JsonProperty("output_usd_per_mtok") double outputUsdPerMtok,
      String source,
      String note) {}

  static PublishedFacts load() {
    return resource("published-facts.json", PublishedFacts.class);
  }

  /** Reads a JSON resource that stands beside this class. */
  static <T> T resource(String name, Class<T> type) {
    ObjectMapper json =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    try (InputStream in = PublishedFacts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is not in the jar.");
      }
      return json.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + name + " is damaged.", e);
    }
  }
}
