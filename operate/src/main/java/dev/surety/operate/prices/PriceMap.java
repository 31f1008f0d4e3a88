package dev.surety.operate.prices;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the models of the pool are called in a list, and which of them no list may change: a JSON
 * object, a field a model.
 */
public final class PriceMap {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final String NAME = "name";
  private static final String PINNED = "pinned";
  private static final String INPUT = "input_usd_per_mtok";
  private static final String OUTPUT = "output_usd_per_mtok";
  private static final String CACHED = "cached_input_usd_per_mtok";
  private static final Set<String> FIELDS = Set.of(NAME, PINNED, INPUT, OUTPUT, CACHED);

  /**
   * One model.
   *
   * @param listed its name in the list, or {@code null}
   * @param pinned whether what the list says does not count
   * @param input US dollars a million input tokens, of a pinned model; {@link Double#NaN} if what
   *     is in force stays
   * @param output US dollars a million output tokens, likewise
   * @param cachedInput US dollars a million cached input tokens; {@link Double#NaN} if not said
   */
  public record Entry(
      String listed, boolean pinned, double input, double output, double cachedInput) {

    static final Entry NONE = new Entry(null, false, Double.NaN, Double.NaN, Double.NaN);

    /** Whether it says what a pinned model costs. */
    public boolean isPriced() {
      return !Double.isNaN(input);
    }
  }

  private final Map<String, Entry> entries;

  private PriceMap(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /** Of a pool whose models are called in the list as they are in the pool. */
  public static PriceMap empty() {
    return new PriceMap(Map.of());
  }

  /**
   * Reads a map.
   *
   * @throws IllegalArgumentException naming the model and what is wrong with it
   */
  public static PriceMap read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file + "; check the path");
    }
    Map<String, Entry> entries = new TreeMap<>();
    try {
      JsonNode map = JSON.readTree(Files.readAllBytes(file));
      if (!map.isObject()) {
        throw new IllegalArgumentException(
            file + ": a map is an object: {\"MODEL\": {\"name\": \"NAME IN THE LIST\"}}");
      }
      for (Map.Entry<String, JsonNode> model : map.properties()) {
        entries.put(model.getKey(), entry(file + ": " + model.getKey(), model.getValue()));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e, e);
    }
    return new PriceMap(entries);
  }

  private static Entry entry(String place, JsonNode model) {
    if (model.isTextual()) {
      return new Entry(model.asText(), false, Double.NaN, Double.NaN, Double.NaN);
    }
    for (Iterator<String> names = model.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "%s: there is no field %s; there is name, pinned, %s, %s, %s"
                .formatted(place, name, INPUT, OUTPUT, CACHED));
      }
    }
    JsonNode pinned = model.path(PINNED);
    boolean priced = model.has(INPUT) || model.has(OUTPUT) || model.has(CACHED);
    if (!model.isObject()
        || (model.has(NAME) && !model.path(NAME).isTextual())
        || !(pinned.isMissingNode() || pinned.isBoolean())) {
      throw new IllegalArgumentException(
          place + ": give the name in the list as text, pinned as true or false");
    }
    if (priced && (!pinned.asBoolean() || !model.has(INPUT) || !model.has(OUTPUT))) {
      throw new IllegalArgumentException(
          "%s: a price of your own goes with \"pinned\": true, and has both %s and %s"
              .formatted(place, INPUT, OUTPUT));
    }
    return new Entry(
        model.has(NAME) ? model.path(NAME).asText() : null,
        pinned.asBoolean(),
        price(place, model, INPUT),
        price(place, model, OUTPUT),
        price(place, model, CACHED));
  }

  private static double price(String place, JsonNode model, String field) {
    JsonNode value = model.path(field);
    if (value.isMissingNode()) {
      return Double.NaN;
    }
    if (!value.isNumber() || value.asDouble() < 0) {
      throw new IllegalArgumentException(place + ": " + field + " is a number of 0 or more");
    }
    return value.asDouble();
  }

  /** What is said of a model; nothing at all, if nothing is. */
  public Entry of(String model) {
    return entries.getOrDefault(model, Entry.NONE);
  }

  /** The models that it names and the pool does not have. */
  public List<String> beyond(Collection<String> pool) {
    List<String> beyond = new ArrayList<>(entries.keySet());
    beyond.removeAll(pool);
    return beyond;
  }
}
