package dev.surety.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What others have seen of the models: where a tenant starts that has seen nothing. The payload of
 * a control artefact of kind {@value #KIND}: {@code {"models": {"NAME": {"satisfaction": 0..1,
 * "labels": n}}, "source": "..."}}.
 *
 * @param models by name; a model that is not there has no prior
 * @param source where it comes from, for people; may be {@code null}
 */
public record Prior(SortedMap<String, Seen> models, String source) {

  /** The kind of artefact. */
  public static final String KIND = "prior";

  /** The same, with what reads it. */
  public static final ArtefactKind<Prior> ARTEFACT =
      new ArtefactKind<>(KIND, Prior.class, Prior::read);

  /** Knows no model. */
  public static final Prior NONE = new Prior(new TreeMap<>(), null);

  private static final String SHAPE =
      "; a prior is {\"models\": {\"NAME\": {\"satisfaction\": 0 to 1, \"labels\": how many}},"
          + " \"source\": \"...\"}";

  private static final double MOST_LABELS = 1e9;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * What has been seen of one model.
   *
   * @param satisfaction mean of its labels, 0..1
   * @param labels how many there are; a fraction where they have faded
   */
  public record Seen(double satisfaction, double labels) {}

  public Prior {
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is no prior; the message says what is wrong with it
   */
  public static Prior read(String payload) {
    try (JsonParser in = FACTORY.createParser(payload)) {
      in.nextToken();
      enter(in, "the payload");
      SortedMap<String, Seen> models = null;
      String source = null;
      for (String field; (field = nextField(in)) != null; ) {
        switch (field) {
          case "models" -> models = models(in);
          case "source" -> source = text(in);
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("something follows the prior" + SHAPE);
      }
      if (models == null) {
        throw new IllegalArgumentException("the prior has no 'models'" + SHAPE);
      }
      return new Prior(models, source);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the prior is not JSON: " + e.getOriginalMessage() + SHAPE, e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be read", e);
    }
  }

  private static SortedMap<String, Seen> models(JsonParser in) throws IOException {
    enter(in, "'models'");
    SortedMap<String, Seen> models = new TreeMap<>();
    for (String model; (model = nextField(in)) != null; ) {
      enter(in, "model '" + model + "'");
      double satisfaction = Double.NaN;
      double labels = Double.NaN;
      for (String field; (field = nextField(in)) != null; ) {
        switch (field) {
          case "satisfaction" -> satisfaction = number(in, 1, model, field);
          case "labels" -> labels = number(in, MOST_LABELS, model, field);
          default -> in.skipChildren();
        }
      }
      if (Double.isNaN(satisfaction + labels)) {
        throw new IllegalArgumentException(
            "model '" + model + "' of the prior lacks satisfaction or labels" + SHAPE);
      }
      models.put(model, new Seen(satisfaction, labels));
    }
    return models;
  }

  private static void enter(JsonParser in, String what) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(what + " is no object" + SHAPE);
    }
  }

  /** Moves to the value of the next field of an object; {@code null} behind the last. */
  private static String nextField(JsonParser in) throws IOException {
    String name = in.nextFieldName();
    if (name != null) {
      in.nextToken();
    }
    return name;
  }

  private static String text(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException("the source of the prior is no text" + SHAPE);
    }
    return in.getText();
  }

  private static double number(JsonParser in, double most, String model, String field)
      throws IOException {
    double value = in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN;
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "%s of model '%s' of the prior is %s; give a number from 0 to %s%s"
              .formatted(field, model, in.getText(), most == 1 ? "1" : "1e9", SHAPE));
    }
    return value;
  }

  /** The payload that says this. */
  public String write() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("models");
      for (SortedMap.Entry<String, Seen> model : models.entrySet()) {
        out.writeObjectFieldStart(model.getKey());
        out.writeNumberField("satisfaction", model.getValue().satisfaction());
        out.writeNumberField("labels", model.getValue().labels());
        out.writeEndObject();
      }
      out.writeEndObject();
      if (source != null) {
        out.writeStringField("source", source);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return text.toString();
  }
}
