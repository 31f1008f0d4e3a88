package dev.surety.operate.prices;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The form in which somebody publishes prices. */
public enum PriceListFormat {
  /** {@code model_prices_and_context_window.json} of BerriAI/litellm: US dollars a token. */
  LITELLM("litellm") {
    private static final PriceFields FIELDS =
        new PriceFields(
            "input_cost_per_token",
            "output_cost_per_token",
            "cache_read_input_token_cost",
            MILLION,
            "cost");

    @Override
    void read(JsonNode list, long now, Reading into) {
      object(list, "an object, a field a model");
      list.properties()
          .forEach(
              model -> {
                // A description of the fields, and rules for names: neither is a model.
                if (model.getKey().equals("sample_spec")
                    || model.getKey().equals("fallback_generalizations")) {
                  return;
                }
                into.take(model.getKey(), model.getValue(), FIELDS, List.of());
              });
    }
  },

  /** {@code /api/v1/models} of OpenRouter: US dollars a token, as text. */
  OPENROUTER("openrouter") {
    private static final PriceFields FIELDS =
        new PriceFields("prompt", "completion", "input_cache_read", MILLION, "");

    @Override
    void read(JsonNode list, long now, Reading into) {
      JsonNode models = list.isArray() ? list : list.path("data");
      array(models, "an object with \"data\", an array of models");
      for (JsonNode model : models) {
        into.take(model.path("id").asText(), model.path("pricing"), FIELDS, List.of());
        into.alias(model.path("canonical_slug").asText(), model.path("id").asText());
      }
    }
  },

  /** {@code api.json} of models.dev: US dollars a million tokens. */
  MODELS_DEV("models.dev") {
    private static final PriceFields FIELDS =
        new PriceFields("input", "output", "cache_read", 0, "");

    @Override
    void read(JsonNode list, long now, Reading into) {
      JsonNode providers = list.path("providers").isObject() ? list.path("providers") : list;
      object(providers, "an object, a field a provider");
      providers
          .properties()
          .forEach(
              provider -> {
                provider
                    .getValue()
                    .path("models")
                    .properties()
                    .forEach(
                        model ->
                            into.take(
                                provider.getKey() + '/' + model.getKey(),
                                model.getValue().path("cost"),
                                FIELDS,
                                List.of()));
              });
    }
  },

  /** {@code prices/data.json} of pydantic/genai-prices: US dollars a million tokens. */
  GENAI_PRICES("genai-prices") {
    private static final PriceFields FIELDS =
        new PriceFields("input_mtok", "output_mtok", "cache_read_mtok", 0, "");

    @Override
    void read(JsonNode list, long now, Reading into) {
      JsonNode providers = list.isArray() ? list : list.path("providers");
      array(providers, "an array of providers");
      for (JsonNode provider : providers) {
        into.provider(
            provider.path("id").asText(),
            NameRule.of(provider.path("provider_match")),
            NameRule.of(provider.path("model_match")));
        for (JsonNode model : provider.path("models")) {
          String name = provider.path("id").asText() + '/' + model.path("id").asText();
          try {
            conditional(name, model.path("prices"), now, into);
          } catch (IllegalArgumentException e) {
            into.put(ListedPrice.faulty(name, e.getMessage()));
          }
          into.model(name, NameRule.of(model.path("match")));
        }
      }
    }

    /** Of prices with conditions the last that holds counts; those of later are announced. */
    private void conditional(String name, JsonNode prices, long now, Reading into) {
      if (!prices.isArray()) {
        into.take(name, prices, FIELDS, List.of());
        return;
      }
      JsonNode inForce = null;
      Map<String, String> hours = new TreeMap<>();
      List<ListedPrice.Announced> announced = new ArrayList<>();
      for (JsonNode one : prices) {
        JsonNode condition = one.path("constraint");
        String start = condition.path("start_date").asText(condition.path("start").asText(""));
        if (condition.has("start_time")) {
          hours.put(
              "prices from %s to %s"
                  .formatted(
                      condition.path("start_time").asText(), condition.path("end_time").asText()),
              one.path("prices").toString());
        } else if (start.isEmpty() || time(start) <= now) {
          inForce = one.path("prices");
        } else if (FIELDS.areIn(one.path("prices"))) {
          announced.add(FIELDS.announced(time(start), one.path("prices")));
        }
      }
      announced.sort(Comparator.comparingLong(ListedPrice.Announced::from));
      if (inForce != null) {
        into.take(name, inForce, FIELDS, announced);
        into.others(name, hours);
      }
    }
  };

  static final int MILLION = 6;

  private final String word;

  PriceListFormat(String word) {
    this.word = word;
  }

  /** How the command line calls it. */
  @Override
  public String toString() {
    return word;
  }

  /** Takes what a list says into a reading. */
  abstract void read(JsonNode list, long now, Reading into);

  /** Where the models of a list go. */
  interface Reading {
    /** Prices in fields; a model that says nothing about tokens is only counted. */
    void take(
        String name, JsonNode prices, PriceFields fields, List<ListedPrice.Announced> announced);

    void put(ListedPrice price);

    void others(String name, Map<String, String> more);

    void alias(String alias, String name);

    /** From here on models are of this provider. */
    void provider(String id, NameRule provider, NameRule models);

    /** Which names a model goes by. */
    void model(String name, NameRule rule);
  }

  private static long time(String text) {
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("the list has no date where one begins: " + text, e);
    }
  }

  void object(JsonNode node, String expected) {
    form(node.isObject(), expected);
  }

  void array(JsonNode node, String expected) {
    form(node.isArray(), expected);
  }

  private void form(boolean right, String expected) {
    if (!right) {
      throw new IllegalArgumentException(
          "that is no list of %s, which is %s; name its form with --format"
              .formatted(word, expected));
    }
  }
}
