package dev.surety.policy.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.policy.ArtefactKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * What all tenants of a pool have seen of its models together, as one version says it: the payload
 * of a control artefact of kind {@value #KIND}. The job publishes it; tenants that take from their
 * fleet start from it and lean on it for some labels. {@code {"models": ["a", "b"], "contexts":
 * [17], "rates": [[0.7, 0.9], [0.6, 0.8]], "means": [0.65, 0.85], "tenants": 30}}: a row of rates
 * for each context, and the last one for all others. Where tenants have judges, {@code "judge"}
 * says how often these err.
 */
public final class FleetPrior {

  /** The kind of artefact. */
  public static final String KIND = "fleet-prior";

  /** The name of the artefact: one job routes over one pool. */
  public static final String POOL = "pool";

  /** The same, with what reads it. */
  public static final ArtefactKind<FleetPrior> ARTEFACT =
      new ArtefactKind<>(KIND, FleetPrior.class, FleetPrior::read);

  private static final String SHAPE =
      "; a fleet-prior is {\"models\": [\"NAME\"], \"contexts\": [hash], \"rates\": [[0 to 1]],"
          + " \"means\": [0 to 1], \"tenants\": n}, with a row of rates more than contexts";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

  /** Rates are estimates with an error of some hundredths. */
  private static final double STEPS = 1e6;

  private final List<String> models;
  private final int[] contexts;
  private final double[][] rates;
  private final double[] means;
  private final int tenants;
  private final JudgeRates judge;

  /** Of tenants without judges; as the other. */
  public FleetPrior(
      List<String> models, int[] contexts, double[][] rates, double[] means, int tenants) {
    this(models, contexts, rates, means, tenants, null);
  }

  /**
   * @param contexts that have rows of their own
   * @param rates satisfaction by row and model, 0..1; one row more than contexts
   * @param means satisfaction by model over the fleet's mix of contexts
   * @param tenants that stand behind it
   * @param judge how often the judge errs, or {@code null} if that isn't known
   */
  public FleetPrior(
      List<String> models,
      int[] contexts,
      double[][] rates,
      double[] means,
      int tenants,
      JudgeRates judge) {
    this.models = List.copyOf(models);
    this.contexts = contexts.clone();
    this.rates = Arrays.stream(rates).map(double[]::clone).toArray(double[][]::new);
    this.means = means.clone();
    this.tenants = tenants;
    this.judge = judge;
  }

  /** Of rates that stand in columns, one a model, and the share of requests by row. */
  static FleetPrior of(
      int[] contexts,
      List<String> models,
      List<double[]> columns,
      double[] mix,
      int tenants,
      JudgeRates judge) {
    double[][] rates = new double[mix.length][models.size()];
    double[] means = new double[models.size()];
    for (int m = 0; m < means.length; m++) {
      for (int b = 0; b < mix.length; b++) {
        rates[b][m] = columns.get(m)[b];
        means[m] += mix[b] * rates[b][m];
      }
    }
    return new FleetPrior(models, contexts, rates, means, tenants, judge);
  }

  /** The models of which something is said, by index. */
  public List<String> models() {
    return models;
  }

  /** Index of a model, or -1 if the fleet does not know it. */
  public int index(String model) {
    return models.indexOf(model);
  }

  /** Rows of rates: one a context, the last one for those that have none. */
  public int rows() {
    return rates.length;
  }

  /** The row that holds for a context. */
  public int row(int context) {
    for (int row = 0; row < contexts.length; row++) {
      if (contexts[row] == context) {
        return row;
      }
    }
    return contexts.length;
  }

  /** [F] Satisfaction of a model in a row, 0..1. */
  public double rate(int row, int index) {
    return rates[row][index];
  }

  /** [Fm] Satisfaction of a model over the fleet's mix of contexts, 0..1. */
  public double mean(int index) {
    return means[index];
  }

  /** Tenants that stand behind it. */
  public int tenants() {
    return tenants;
  }

  /** How often the judge errs, or {@code null} if the fleet does not know it. */
  public JudgeRates judge() {
    return judge;
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is no fleet's prior; the message says what is wrong
   */
  public static FleetPrior read(String payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      List<String> models = Arrays.asList(texts(json, "models"));
      int[] contexts =
          Arrays.stream(numbers(json.path("contexts"), "contexts", 1L << 31))
              .mapToInt(v -> (int) v)
              .toArray();
      JsonNode rows = json.path("rates");
      double[][] rates = new double[rows.size()][];
      for (int b = 0; b < rates.length; b++) {
        rates[b] = rates(rows.get(b), "rates", models.size());
      }
      if (rates.length != contexts.length + 1) {
        throw new IllegalArgumentException(
            "there are %d rows of rates for %d contexts%s"
                .formatted(rates.length, contexts.length, SHAPE));
      }
      double[] means = rates(json.path("means"), "means", models.size());
      JsonNode judge = json.path("judge");
      return new FleetPrior(
          models,
          contexts,
          rates,
          means,
          json.path("tenants").asInt(),
          judge.isObject() ? judge(judge, models.size()) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the fleet's prior is not JSON: " + e.getOriginalMessage() + SHAPE, e);
    }
  }

  private static JudgeRates judge(JsonNode json, int models) {
    JudgeRates judge =
        new JudgeRates(
            json.path("satisfied").asDouble(Double.NaN),
            json.path("dissatisfied").asDouble(Double.NaN),
            json.path("pairs_satisfied").asDouble(Double.NaN),
            json.path("pairs_dissatisfied").asDouble(Double.NaN),
            rates(json.path("satisfied_by_model"), "satisfied_by_model", models),
            rates(json.path("dissatisfied_by_model"), "dissatisfied_by_model", models));
    boolean usable =
        judge.satisfied() <= 1
            && judge.dissatisfied() >= 0
            && judge.dissatisfied() < judge.satisfied()
            && judge.pairsSatisfied() >= 0
            && judge.pairsDissatisfied() >= 0;
    for (int m = 0; m < models; m++) {
      usable &= judge.dissatisfied(m) < judge.satisfied(m);
    }
    if (!usable) {
      throw new IllegalArgumentException(
          "'judge' must say satisfied more often of satisfied answers, in shares of 0 to 1"
              + SHAPE);
    }
    return judge;
  }

  private static String[] texts(JsonNode json, String field) {
    JsonNode array = json.path(field);
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = array.get(i).asText();
    }
    if (texts.length == 0 || Arrays.stream(texts).distinct().count() < texts.length) {
      throw new IllegalArgumentException(
          "'" + field + "' must be a list of different names, one at least" + SHAPE);
    }
    return texts;
  }

  private static double[] numbers(JsonNode array, String field, double most) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      double number = array.get(i).isNumber() ? array.get(i).asDouble() : Double.NaN;
      if (!array.isArray() || !(Math.abs(number) <= most)) {
        throw new IllegalArgumentException("'%s' holds %s%s".formatted(field, array.get(i), SHAPE));
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private static double[] rates(JsonNode array, String field, int models) {
    double[] rates = numbers(array, field, 1);
    if (rates.length != models || Arrays.stream(rates).anyMatch(rate -> rate < 0)) {
      throw new IllegalArgumentException(
          "'%s' must hold a number from 0 to 1 for each of %d models%s"
              .formatted(field, models, SHAPE));
    }
    return rates;
  }

  /** The payload that says this. */
  public String write() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      out.writeArrayFieldStart("models");
      for (String model : models) {
        out.writeString(model);
      }
      out.writeEndArray();
      out.writeFieldName("contexts");
      out.writeArray(contexts, 0, contexts.length);
      out.writeArrayFieldStart("rates");
      for (double[] row : rates) {
        write(out, row);
      }
      out.writeEndArray();
      out.writeFieldName("means");
      write(out, means);
      out.writeNumberField("tenants", tenants);
      if (judge != null) {
        out.writeObjectFieldStart("judge");
        out.writeNumberField("satisfied", rounded(judge.satisfied()));
        out.writeNumberField("dissatisfied", rounded(judge.dissatisfied()));
        out.writeNumberField("pairs_satisfied", rounded(judge.pairsSatisfied()));
        out.writeNumberField("pairs_dissatisfied", rounded(judge.pairsDissatisfied()));
        out.writeFieldName("satisfied_by_model");
        write(out, judge.satisfiedByModel());
        out.writeFieldName("dissatisfied_by_model");
        write(out, judge.dissatisfiedByModel());
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, double[] rates) throws IOException {
    out.writeStartArray();
    for (double rate : rates) {
      out.writeNumber(rounded(rate));
    }
    out.writeEndArray();
  }

  private static double rounded(double number) {
    return Math.rint(number * STEPS) / STEPS;
  }
}
