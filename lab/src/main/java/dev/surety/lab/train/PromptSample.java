package dev.surety.lab.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.domain.TenantTier;
import dev.surety.features.Sketcher;
import dev.surety.lab.data.DataLines;
import dev.surety.lab.train.DataSplit.Part;
import dev.surety.policy.tagger.Tagger.Sees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some of the requests of a file, as a tagger sees them. Every line of the file is a JSON object
 * with a {@code prompt}, an {@code embedding} or both; routing data and logs of requests are such.
 *
 * @param sketches of those that were drawn
 * @param requests some of them as they came, to measure by
 * @param lines that the file has
 * @param unseen lines without what the tagger sees
 * @param kept lines that were left for others
 */
record PromptSample(
    List<Sketch> sketches, List<RoutingRequest> requests, long lines, long unseen, long kept) {

  private static final int MEASURED = 2_000;
  private static final TenantTier KEY = new TenantTier("train", "train");

  /**
   * Reads a file.
   *
   * @param split whose training part is taken, by {@code id} or {@code request_id}
   * @param most how many are drawn, if the file has more
   * @throws IllegalArgumentException if embeddings differ in length; the message names the line
   * @throws IOException if the file isn't as it should be
   */
  static PromptSample read(Path file, Sees sees, DataSplit split, int most, long seed)
      throws IOException {
    Sketcher sketcher = new Sketcher();
    SplittableRandom chance = new SplittableRandom(seed);
    List<Sketch> sketches = new ArrayList<>();
    List<RoutingRequest> requests = new ArrayList<>();
    long lines = 0;
    long unseen = 0;
    long kept = 0;
    int dimensions = 0;
    try (DataLines objects = DataLines.open(file)) {
      for (ObjectNode line; (line = objects.next()) != null; lines++) {
        RoutingRequest request = request(file, objects.number(), line, sees);
        Sketch sketch = sketcher.of(request);
        if (sketch.isEmpty()) {
          unseen++;
          continue;
        }
        dimensions = dimensions == 0 ? sketch.embedding().length : dimensions;
        if (dimensions != sketch.embedding().length) {
          throw new IllegalArgumentException(
              "%s line %d: an embedding of %d numbers among those of %d; train one tagger for each"
                  .formatted(file, objects.number(), sketch.embedding().length, dimensions));
        }
        if (split.part(request.requestId()) != Part.TRAINING) {
          kept++;
          continue;
        }
        // Each of those seen so far is among those drawn with the same chance.
        long seen = lines - unseen - kept;
        long place = seen < most ? seen : chance.nextLong(seen + 1);
        put(sketches, place, most, sketch);
        put(requests, place, Math.min(most, MEASURED), request);
      }
    }
    return new PromptSample(sketches, requests, lines, unseen, kept);
  }

  private static <T> void put(List<T> list, long place, int most, T value) {
    if (place < list.size()) {
      list.set((int) place, value);
    } else if (place < most) {
      list.add(value);
    }
  }

  private static RoutingRequest request(Path file, long number, ObjectNode line, Sees sees) {
    JsonNode prompt = line.path("prompt");
    JsonNode id = line.path(line.has("id") ? "id" : "request_id");
    boolean words = sees == Sees.WORDS;
    return RoutingRequest.builder(id.isTextual() ? id.asText() : Long.toString(number), KEY, 0)
        .prompt(words && prompt.isTextual() ? prompt.asText() : null)
        .features(words ? Features.NONE : embedding(file, number, line.path("embedding")))
        .build();
  }

  private static Features embedding(Path file, long number, JsonNode array) {
    int[] indices = new int[array.isArray() ? array.size() : 0];
    float[] values = new float[indices.length];
    for (int i = 0; i < values.length; i++) {
      indices[i] = i;
      values[i] = array.get(i).isNumber() ? array.get(i).floatValue() : Float.NaN;
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s line %d: 'embedding' holds %s; write numbers only"
                .formatted(file, number, array.get(i)));
      }
    }
    return new Features(indices, values);
  }
}
