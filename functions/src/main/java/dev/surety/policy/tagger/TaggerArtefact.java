package dev.surety.policy.tagger;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.Sketch;
import dev.surety.policy.ArtefactKind;
import dev.surety.policy.tagger.Tagger.Sees;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The payload of a control artefact of kind {@value #KIND}: {@code {"format": 1, "sees": "words",
 * "dimensions": 4096, "buckets": 16, "scales": [0.001], "centroids": "...", "crc32": 1234}}. The
 * centroids are {@link PackedBytes packed} bytes, dimension by dimension; the checksum is theirs
 * before packing.
 */
public final class TaggerArtefact {

  /** The kind of artefact. */
  public static final String KIND = "tagger";

  /** The same, with what reads it. */
  public static final ArtefactKind<Tagger> ARTEFACT =
      new ArtefactKind<>(KIND, Tagger.class, TaggerArtefact::read);

  /** The newest format that can be read, and the one that is written. */
  public static final int FORMAT = 1;

  /** What a payload has at most, characters: it is journaled once a day with every promise. */
  public static final int MOST_CHARS = 64 << 10;

  /** The longest embedding that a request may bring. */
  private static final int MOST_DIMENSIONS = 4096;

  private static final String MEND = "; train it again, or publish the file as training wrote it";

  private static final ObjectMapper JSON =
      new ObjectMapper(
              new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private TaggerArtefact() {}

  /** The payload that says this. */
  public static String write(Tagger tagger) {
    ObjectNode out = JSON.createObjectNode();
    out.put("format", FORMAT);
    out.put("sees", tagger.sees().name().toLowerCase(Locale.ROOT));
    out.put("dimensions", tagger.dimensions());
    out.put("buckets", tagger.buckets());
    ArrayNode scales = out.putArray("scales");
    for (float scale : tagger.scales()) {
      scales.add(scale);
    }
    ObjectNode training = out.putObject("training");
    tagger.training().forEach(training::put);
    out.put("crc32", PackedBytes.checksum(tagger.steps()));
    out.put("centroids", Base64.getEncoder().encodeToString(PackedBytes.pack(tagger.steps())));
    return out.toString();
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is none, of a newer format, or was changed; the message
   *     says what is wrong with it
   */
  public static Tagger read(String payload) {
    if (payload.length() > MOST_CHARS) {
      throw broken("it has %d KB, but at most 64 are taken".formatted(payload.length() >> 10));
    }
    try {
      return tagger(JSON.readTree(payload));
    } catch (JsonProcessingException e) {
      throw broken("it is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Tagger tagger(JsonNode json) {
    if (json == null || !json.isObject()) {
      throw broken("it is no JSON object");
    }
    int format = whole(json, "format", 1, Integer.MAX_VALUE);
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          ("the tagger has format %d, but this version reads up to %d; run a newer one or train it"
                  + " again")
              .formatted(format, FORMAT));
    }
    Sees sees =
        switch (json.path("sees").asText()) {
          case "words" -> Sees.WORDS;
          case "embedding" -> Sees.EMBEDDING;
          default -> throw broken("'sees' is neither words nor embedding");
        };
    boolean words = sees == Sees.WORDS;
    int dimensions = whole(json, "dimensions", words ? Sketch.DIMENSIONS : 1, MOST_DIMENSIONS);
    int buckets = whole(json, "buckets", Tagger.LEAST_BUCKETS, Tagger.MOST_BUCKETS);
    return new Tagger(
        sees,
        dimensions,
        buckets,
        steps(json, dimensions * buckets),
        scales(json, buckets),
        training(json));
  }

  private static float[] scales(JsonNode json, int buckets) {
    JsonNode array = json.path("scales");
    float[] scales = new float[buckets];
    for (int b = 0; b < buckets; b++) {
      double scale = array.path(b).isNumber() ? array.get(b).asDouble() : Double.NaN;
      if (array.size() != buckets || !(scale >= 0 && scale <= 1e9)) {
        throw broken(
            "'scales' must hold a number from 0 to 1e9 for each of %d buckets".formatted(buckets));
      }
      scales[b] = (float) scale;
    }
    return scales;
  }

  private static byte[] steps(JsonNode json, int size) {
    byte[] steps;
    try {
      byte[] packed = Base64.getDecoder().decode(json.path("centroids").asText());
      steps = PackedBytes.unpack(packed, size);
    } catch (IllegalArgumentException e) {
      throw broken("its centroids cannot be read: " + e.getMessage());
    }
    if (!json.path("crc32").isIntegralNumber()
        || json.path("crc32").asLong() != PackedBytes.checksum(steps)) {
      throw broken("its centroids do not have their checksum: they were changed or cut");
    }
    return steps;
  }

  private static TreeMap<String, String> training(JsonNode json) {
    TreeMap<String, String> training = new TreeMap<>();
    json.path("training")
        .properties()
        .forEach(e -> training.put(e.getKey(), e.getValue().asText()));
    return training;
  }

  private static int whole(JsonNode json, String field, int least, int most) {
    JsonNode value = json.path(field);
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw broken(
          most == least
              ? "'%s' must be %d".formatted(field, least)
              : "'%s' must be a whole number from %d to %d".formatted(field, least, most));
    }
    return value.asInt();
  }

  private static IllegalArgumentException broken(String why) {
    return new IllegalArgumentException("the tagger cannot be used: " + why + MEND);
  }
}
