package dev.surety.policy.proteus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.estimator.UsualAnswer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A model as JSON: names and settings in plain sight, weights as base64 of their floats, most
 * significant byte first.
 */
final class ProteusContent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 4096;

  private final JsonNode content;

  private ProteusContent(JsonNode content) {
    this.content = content;
  }

  static String write(TrainedProteus model) {
    ProteusNetwork network = model.network();
    ObjectNode out = JSON.createObjectNode();
    names(out, "models", model.models());
    numbers(out, "costs", model.costs());
    numbers(out, "output_tokens", answers(model, UsualAnswer::outputTokens));
    numbers(out, "paid_over_list", answers(model, UsualAnswer::paidRatio));
    names(out, "tags", model.tags());
    out.put("words", network.words());
    out.put("lowest_target", model.lowestTarget());
    out.put("highest_target", model.highestTarget());
    out.put("reach", model.reach());
    numbers(out, "boosts", model.boosts());
    out.put("gamma", model.gamma());
    out.put("cost_basis", model.costBasis().name().toLowerCase(Locale.ROOT));
    out.put("cost_unit", model.costUnit());
    ObjectNode training = out.putObject("training");
    model.training().forEach(training::put);
    ArrayNode prior = out.putArray("prior");
    for (float[] row : network.prior()) {
      prior.add(base64(row));
    }
    layer(out, "encode", network.encode());
    layer(out, "embed", network.embed());
    layer(out, "heads", network.heads());
    layer(out, "policy_in", network.policyIn());
    layer(out, "gate", network.gate());
    layer(out, "policy_hidden", network.policyHidden());
    layer(out, "policy_out", network.policyOut());
    return out.toString();
  }

  /**
   * @throws IllegalArgumentException if it is no model; the message says what is wrong
   */
  static TrainedProteus read(String text) {
    try {
      return new ProteusContent(JSON.readTree(text)).model();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private TrainedProteus model() {
    List<String> models = names("models");
    List<String> tags = names("tags");
    int words = (int) number("words", 0, 1 << 16);
    check(words == 0 || Integer.bitCount(words) == 1, "words is no power of two");
    check(!models.isEmpty(), "it knows no model");
    Layer encode = layer("encode");
    Layer embed = layer("embed");
    Layer heads = layer("heads");
    Layer policyIn = layer("policy_in");
    Layer gate = layer("gate");
    Layer policyHidden = layer("policy_hidden");
    Layer policyOut = layer("policy_out");
    boolean fits =
        encode.inputs() == tags.size() + 1 + ProteusNetwork.LENGTHS + words
            && embed.inputs() == encode.outputs()
            && heads.inputs() == embed.outputs()
            && heads.outputs() == models.size()
            && policyIn.inputs() == embed.outputs() + 2
            && gate.inputs() == 1
            && gate.outputs() == policyIn.outputs()
            && policyHidden.inputs() == policyIn.outputs()
            && policyOut.inputs() == policyHidden.outputs()
            && policyOut.outputs() == 2;
    check(fits, "its layers do not fit together");
    JsonNode rows = content.path("prior");
    check(rows.size() == tags.size() + 1, "prior has not a row for every tag and the rest");
    float[][] prior = new float[rows.size()][];
    for (int tag = 0; tag < prior.length; tag++) {
      prior[tag] = floats(rows.get(tag), "prior", models.size());
    }
    double lowest = number("lowest_target", 0, 1);
    double highest = number("highest_target", 0, 1);
    check(lowest < highest, "its range of targets is empty");
    TreeMap<String, String> training = new TreeMap<>();
    content
        .path("training")
        .properties()
        .forEach(e -> training.put(e.getKey(), e.getValue().asText()));
    return new TrainedProteus(
        models,
        numbers("costs", models.size(), 0, 1),
        usualAnswers(models),
        tags,
        lowest,
        highest,
        number("reach", 0, 1),
        numbers("boosts", models.size(), -1e3, 1e3),
        number("gamma", 2, 8),
        costBasis(),
        number("cost_unit", 1e-9, 1e9),
        training,
        new ProteusNetwork(
            tags.size(),
            words,
            prior,
            encode,
            embed,
            heads,
            policyIn,
            gate,
            policyHidden,
            policyOut));
  }

  private static double[] answers(TrainedProteus model, ToDoubleFunction<UsualAnswer> figure) {
    return model.models().stream().map(model.usualAnswers()::get).mapToDouble(figure).toArray();
  }

  private Map<String, UsualAnswer> usualAnswers(List<String> models) {
    double[] tokens = numbers("output_tokens", models.size(), 0, 1e7);
    double[] ratios = numbers("paid_over_list", models.size(), 1e-6, 1e6);
    Map<String, UsualAnswer> answers = new HashMap<>();
    for (int m = 0; m < tokens.length; m++) {
      answers.put(
          models.get(m), new UsualAnswer(tokens[m], ratios[m], TrainedProteus.TRAINING_ANSWERS));
    }
    return Map.copyOf(answers);
  }

  private CostBasis costBasis() {
    String name = content.path("cost_basis").asText();
    for (CostBasis basis : CostBasis.values()) {
      if (basis.name().toLowerCase(Locale.ROOT).equals(name)) {
        return basis;
      }
    }
    throw new IllegalArgumentException("cost_basis is neither usual nor request");
  }

  private List<String> names(String field) {
    List<String> names = new ArrayList<>();
    JsonNode array = content.path(field);
    check(array.isArray() && array.size() <= MOST, field + " is no list of names");
    for (JsonNode name : array) {
      check(name.isTextual(), field + " is no list of names");
      names.add(name.asText());
    }
    check(new HashSet<>(names).size() == names.size(), field + " has a name twice");
    return List.copyOf(names);
  }

  private double number(String field, double least, double most) {
    return number(content.path(field), field, least, most);
  }

  private static double number(JsonNode value, String field, double least, double most) {
    double number = value.isNumber() ? value.asDouble() : Double.NaN;
    check(number >= least && number <= most, field + " is no number from " + least + " to " + most);
    return number;
  }

  private double[] numbers(String field, int size, double least, double most) {
    JsonNode array = content.path(field);
    check(array.isArray() && array.size() == size, field + " has not one number a model");
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = number(array.get(i), field, least, most);
    }
    return numbers;
  }

  private Layer layer(String field) {
    JsonNode node = content.path(field);
    int inputs = (int) number(node.path("inputs"), field, 1, 1 << 17);
    int outputs = (int) number(node.path("outputs"), field, 1, MOST);
    check((long) inputs * outputs <= 1 << 20, field + " is too large");
    return new Layer(
        inputs,
        outputs,
        floats(node.path("weights"), field, inputs * outputs),
        floats(node.path("bias"), field, outputs));
  }

  private static float[] floats(JsonNode text, String field, int size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + " is not base64", e);
    }
    check(bytes.length == 4 * size, field + " has not the size it says");
    float[] values = new float[size];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    for (float value : values) {
      check(Float.isFinite(value), field + " holds a value that is no number");
    }
    return values;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static void names(ObjectNode out, String field, List<String> names) {
    ArrayNode array = out.putArray(field);
    names.forEach(array::add);
  }

  private static void numbers(ObjectNode out, String field, double[] numbers) {
    ArrayNode array = out.putArray(field);
    for (double number : numbers) {
      array.add(number);
    }
  }

  private static void layer(ObjectNode out, String field, Layer layer) {
    ObjectNode node = out.putObject(field);
    node.put("inputs", layer.inputs());
    node.put("outputs", layer.outputs());
    node.put("weights", base64(layer.weights()));
    node.put("bias", base64(layer.bias()));
  }

  private static String base64(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
