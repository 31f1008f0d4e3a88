package dev.surety.policy.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.estimator.NormalTail;
import dev.surety.policy.ArtefactKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long models take, as all tenants together meet it: what a promise with a deadline believes of
 * a model before its own tenant has seen it, and so part of the configuration in force of such
 * promises alone. Operator HEALTH publishes it as the payload of an artefact of kind {@value
 * #KIND}, straight to ROUTE: {@code {"models": {"a": {"total": [7.2, 0.5, 40], "first_token": [5.9,
 * 0.4, 40]}}}}, of each mean and standard deviation of ln(milliseconds) and the number of answers
 * that it rests on. Immutable.
 *
 * @param models by name as feedback has it
 */
public record PoolLatencies(SortedMap<String, Model> models) {

  /** The kind of artefact. */
  public static final String KIND = "latency-state";

  /** What it is about. */
  public static final String SUBJECT = ControlUpdate.artefactSubject(KIND, PoolHealth.POOL);

  /** The same, with what reads it. */
  public static final ArtefactKind<PoolLatencies> ARTEFACT =
      new ArtefactKind<>(KIND, PoolLatencies.class, PoolLatencies::read);

  /** Nothing is known. */
  public static final PoolLatencies NONE = new PoolLatencies(new TreeMap<>());

  /** What ln(milliseconds) may be: no time is longer or shorter. */
  private static final double MOST_LOG = 40;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One model's times. */
  public record Model(Lognormal total, Lognormal firstToken) {}

  /**
   * A distribution of times.
   *
   * @param mean of ln(milliseconds)
   * @param deviation of the same
   * @param answers that it rests on; 0 where nothing is known
   */
  public record Lognormal(double mean, double deviation, double answers) {

    static final Lognormal NONE = new Lognormal(0, 0, 0);

    /** Chance that it takes longer than this; the deviation is never taken to be nothing. */
    double longerThan(long millis) {
      double logs = StrictMath.log(millis) - mean;
      return NormalTail.above(logs / Math.max(deviation, 0.01));
    }

    /** Whether a newer one says much the same. */
    boolean isNear(Lognormal newer) {
      return Math.abs(mean - newer.mean) <= NEAR
          && Math.abs(deviation - newer.deviation) <= NEAR
          && newer.answers <= 2 * answers;
    }
  }

  /** Differences that are not worth another configuration: some ten per cent of a time. */
  private static final double NEAR = 0.1;

  public PoolLatencies(SortedMap<String, Model> models) {
    this.models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** What is known of one model's times, by the measure of a deadline, or {@code null}. */
  public Lognormal of(String model, Measure measure) {
    Model known = models.get(model);
    if (known == null) {
      return null;
    }
    // Who reports no first word is taken to have got it with the last.
    Lognormal times =
        measure == Measure.TOTAL || known.firstToken.answers == 0 ? known.total : known.firstToken;
    return times.answers == 0 ? null : times;
  }

  /** Chance that an answer is late, or {@link Double#NaN} where nothing is known of the model. */
  public double late(String model, DeadlineTerms terms) {
    Lognormal times = of(model, terms.measure());
    return times == null ? Double.NaN : times.longerThan(terms.millis());
  }

  /** Whether what is newer says much the same of the same models. */
  public boolean isNear(PoolLatencies newer) {
    return models.keySet().equals(newer.models.keySet())
        && models.entrySet().stream()
            .allMatch(
                was -> {
                  Model is = newer.models.get(was.getKey());
                  return was.getValue().total.isNear(is.total)
                      && was.getValue().firstToken.isNear(is.firstToken);
                });
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong with it
   */
  public static PoolLatencies read(String payload) {
    try {
      SortedMap<String, Model> models = new TreeMap<>();
      JSON.readTree(payload)
          .path("models")
          .properties()
          .forEach(
              model ->
                  models.put(
                      model.getKey(),
                      new Model(
                          times(model.getValue().path("total")),
                          times(model.getValue().path("first_token")))));
      return models.isEmpty() ? NONE : new PoolLatencies(models);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the latencies of the pool are not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Lognormal times(JsonNode json) {
    if (json.size() < 3) {
      return Lognormal.NONE;
    }
    double mean = json.get(0).asDouble();
    double deviation = json.get(1).asDouble();
    double answers = json.get(2).asDouble();
    if (!(Math.abs(mean) <= MOST_LOG && deviation >= 0 && deviation <= MOST_LOG && answers >= 0)) {
      throw new IllegalArgumentException(
          "times are a mean and a deviation of ln(ms) and a number of answers, not " + json);
    }
    return new Lognormal(mean, deviation, answers);
  }

  /** The payload that says this. */
  public String write() {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode byName = json.putObject("models");
    models.forEach(
        (name, model) -> {
          ObjectNode object = byName.putObject(name);
          write(model.total, "total", object);
          write(model.firstToken, "first_token", object);
        });
    return json.toString();
  }

  private static void write(Lognormal times, String field, ObjectNode model) {
    if (times.answers > 0) {
      ArrayNode json = model.putArray(field);
      json.add(times.mean).add(times.deviation).add(times.answers);
    }
  }
}
