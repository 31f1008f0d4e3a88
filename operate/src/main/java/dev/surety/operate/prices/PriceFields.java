package dev.surety.operate.prices;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prices of one model, by the names that a list has for them.
 *
 * @param power by how many powers of ten the list's unit is less than a million tokens
 * @param marker what the names of all prices have in them, so that other fields are told apart
 */
record PriceFields(String input, String output, String cached, int power, String marker) {

  /** Whether it says what a token costs at all: pictures and searches are priced otherwise. */
  boolean areIn(JsonNode prices) {
    return prices.hasNonNull(input) || prices.hasNonNull(output);
  }

  /** Reads them; one that is no price, or less than nothing, is a fault that is told. */
  ListedPrice of(String name, JsonNode prices, List<ListedPrice.Announced> announced) {
    try {
      inDollars(prices);
      double in = required(prices, input);
      double out = required(prices, output);
      return new ListedPrice(name, in, out, cached(prices), others(prices), announced, null);
    } catch (IllegalArgumentException e) {
      return ListedPrice.faulty(name, e.getMessage());
    }
  }

  /** A price of another currency looks like a better or a worse one. */
  private static void inDollars(JsonNode prices) {
    String currency = prices.path("currency").asText("USD").strip();
    if (!currency.equalsIgnoreCase("USD") && !currency.equals("$")) {
      throw new IllegalArgumentException("the list's price is in " + currency);
    }
  }

  ListedPrice.Announced announced(long from, JsonNode prices) {
    return new ListedPrice.Announced(
        from, required(prices, input), required(prices, output), cached(prices));
  }

  /** Lists have 0 where they don't know what a cache costs. */
  private double cached(JsonNode prices) {
    JsonNode value = prices.path(cached);
    double price = value.isMissingNode() || value.isNull() ? 0 : usdPerMtok(cached, value);
    return price > 0 ? price : Double.NaN;
  }

  private double required(JsonNode prices, String field) {
    JsonNode value = prices.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("the list has no %s for it".formatted(field));
    }
    return usdPerMtok(field, value);
  }

  private double usdPerMtok(String field, JsonNode value) {
    double price;
    try {
      JsonNode plain = value.has("base") ? value.path("base") : value;
      price = new BigDecimal(plain.asText().strip()).movePointRight(power).doubleValue();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "the list's %s is no number: %s".formatted(field, shortened(value)), e);
    }
    if (!(price >= 0 && price <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the list's %s is less than nothing, or endless: %s".formatted(field, shortened(value)));
    }
    return price;
  }

  /** Tiers, pictures, reasoning, writes to the cache, searches: no record has a place for them. */
  private Map<String, String> others(JsonNode prices) {
    Map<String, String> others = new TreeMap<>();
    prices
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              boolean kept = name.equals(input) || name.equals(output) || name.equals(cached);
              if (kept ? value.has("tiers") : isPrice(name, value)) {
                others.put(kept ? name + ".tiers" : name, shortened(value));
              }
            });
    return others;
  }

  private boolean isPrice(String name, JsonNode value) {
    boolean none = value.isNull() || (value.isValueNode() && isNought(value.asText()));
    return !none && name.contains(marker);
  }

  private static boolean isNought(String text) {
    try {
      return new BigDecimal(text.strip()).signum() == 0;
    } catch (NumberFormatException e) {
      return text.isBlank();
    }
  }

  private static String shortened(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
