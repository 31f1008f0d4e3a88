package dev.surety.operate.prices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A list of prices that somebody publishes, by the names that it has for models. */
public final class PriceList {

  /** As written: 0.00000015 a token is 0.15 a million, and not a little more. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(64 << 20).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, ListedPrice> byName = new TreeMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final RuledModels rules = new RuledModels();
  private int withoutTokens;

  private PriceList() {}

  /**
   * Reads a file as its publisher writes it.
   *
   * @param now epoch milliseconds: which of dated prices count
   * @throws IllegalArgumentException if it is no such list
   */
  public static PriceList read(Path file, PriceListFormat format, long now) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file + "; check the path");
    }
    try {
      return of(JSON.readTree(Files.readAllBytes(file)), format, now);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s, line %d: that is no JSON: %s; download it again"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e, e);
    }
  }

  static PriceList of(JsonNode content, PriceListFormat format, long now) {
    PriceList list = new PriceList();
    format.read(content, now, list.new Filling());
    if (list.byName.isEmpty()) {
      throw new IllegalArgumentException(
          "no model in it has a price of tokens; is it a list of %s, and whole?".formatted(format));
    }
    return list;
  }

  /** The price of a model by one of its names in the list, or {@code null}. */
  public ListedPrice get(String name) {
    ListedPrice price = byName.get(name);
    return price == null ? byName.get(aliases.getOrDefault(name, name)) : price;
  }

  /**
   * The list's names for what a name can be by its own rules; empty if it has no rule that fits, as
   * most lists have none at all.
   */
  public List<String> byRule(String name) {
    return rules.of(name).stream().filter(byName::containsKey).toList();
  }

  /** The same of a name as a provider has it. */
  public List<String> byRule(String provider, String name) {
    return rules.of(provider, name).stream().filter(byName::containsKey).toList();
  }

  /** Names of the list that end in this one behind a slash: other places that serve the model. */
  public List<String> ending(String name) {
    return byName.keySet().stream().filter(listed -> listed.endsWith('/' + name)).toList();
  }

  /** How many models have a price of tokens. */
  public int size() {
    return byName.size();
  }

  /** How many are priced otherwise: by picture, second or search. */
  public int withoutTokens() {
    return withoutTokens;
  }

  private final class Filling implements PriceListFormat.Reading {

    @Override
    public void take(
        String name, JsonNode prices, PriceFields fields, List<ListedPrice.Announced> announced) {
      if (fields.areIn(prices)) {
        put(fields.of(name, prices, announced));
      } else {
        withoutTokens++;
      }
    }

    @Override
    public void put(ListedPrice price) {
      byName.put(price.name(), price);
    }

    @Override
    public void others(String name, Map<String, String> more) {
      ListedPrice price = byName.get(name);
      if (price != null && price.fault() == null) {
        Map<String, String> all = new TreeMap<>(price.others());
        all.putAll(more);
        put(
            new ListedPrice(
                name,
                price.input(),
                price.output(),
                price.cachedInput(),
                all,
                price.announced(),
                null));
      }
    }

    @Override
    public void provider(String id, NameRule provider, NameRule models) {
      rules.provider(id, provider, models);
    }

    @Override
    public void model(String name, NameRule rule) {
      rules.model(name, rule);
    }

    @Override
    public void alias(String alias, String name) {
      aliases.put(alias, name);
    }
  }
}
