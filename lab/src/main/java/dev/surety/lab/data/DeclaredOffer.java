package dev.surety.lab.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.RoutingRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a model of a models file declares beside its prices, as a control record would. */
record DeclaredOffer(Path file, String where, JsonNode model) {

  String provider() throws DataFormatException {
    JsonNode provider = model.path("provider");
    if (provider.isMissingNode() || provider.isNull()) {
      return null;
    }
    if (!provider.isTextual() || provider.asText().isBlank()) {
      throw wrong("provider", "Write a name, or leave it out.");
    }
    return provider.asText();
  }

  ModelOffer offer() throws DataFormatException {
    JsonNode most = model.path("max_output");
    if (!most.isMissingNode() && !most.isNull() && (!most.canConvertToInt() || most.asInt() < 1)) {
      throw wrong("max_output", "It is a count of tokens of at least 1.");
    }
    return new ModelOffer(
        names("capabilities"), names("regions"), most.asInt(RoutingRequest.UNKNOWN));
  }

  double cachedInputUsdPerMtok() throws DataFormatException {
    JsonNode price = model.path("cached_input_usd_per_mtok");
    if (price.isMissingNode() || price.isNull()) {
      return Double.NaN;
    }
    if (!price.isNumber() || !(price.asDouble() >= 0)) {
      throw wrong("cached_input_usd_per_mtok", "Prices are USD per million tokens, 0 or more.");
    }
    return price.asDouble();
  }

  /** {@code null} where nothing is declared, which is another thing than nothing. */
  private List<String> names(String key) throws DataFormatException {
    JsonNode array = model.path(key);
    if (array.isMissingNode() || array.isNull()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : array) {
      if (!name.isTextual() || name.asText().isBlank()) {
        throw wrong(key, "Write names, such as [\"eu\"].");
      }
      names.add(name.asText());
    }
    if (!array.isArray()) {
      throw wrong(key, "Write an array of names, such as [\"eu\"].");
    }
    return names;
  }

  private DataFormatException wrong(String key, String mend) {
    return new DataFormatException(
        file, where + ": \"" + key + "\" is " + model.path(key) + ".", mend);
  }
}
