package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.client.Execution;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One question of somebody who wants a name chosen, not a model: each name stands for one model or
 * several ({@code choices.NAME}), and the name of the model that the router decides on is the
 * answer.
 */
final class Choosing {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> names = new LinkedHashMap<>();
  private final RoutingRequest request;

  /**
   * @param text what the choice is about
   * @throws IllegalArgumentException if nothing or nothing known is to be chosen from
   */
  Choosing(Door door, TenantTier owner, String text, List<String> offered) {
    if (offered.isEmpty()) {
      throw new IllegalArgumentException("A question needs names to choose from.");
    }
    Set<String> models = new LinkedHashSet<>();
    for (String name : offered) {
      List<String> some = door.settings.deciding().choices().get(name);
      String model = some == null ? door.served.named(name) : null;
      if (some == null && model == null) {
        throw new IllegalArgumentException(
            "'%s' stands for no model here; set 'choices.%s'.".formatted(name, name));
      }
      names.put(name, some == null ? List.of(model) : some);
      models.addAll(names.get(name));
    }
    request =
        RoutingRequest.builder(UUID.randomUUID().toString(), owner, System.currentTimeMillis())
            .prompt(door.settings.deciding().sendPrompt() ? text : null)
            .candidates(List.copyOf(models))
            .build();
  }

  RoutingRequest request() {
    return request;
  }

  /**
   * What was chosen. Of the name's probability more is not known than how likely its model was; the
   * rest is shared by the others.
   */
  ObjectNode answer(Execution todo) {
    String chosen =
        names.entrySet().stream()
            .filter(name -> name.getValue().contains(todo.model()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(names.keySet().iterator().next());
    double likely = todo.decision() == null || names.size() == 1 ? 1 : todo.decision().propensity();
    ObjectNode answer = JSON.createObjectNode().put("type", "choice").put("choice", chosen);
    ObjectNode probabilities = answer.putObject("probabilities");
    for (String name : names.keySet()) {
      probabilities.put(name, name.equals(chosen) ? likely : (1 - likely) / (names.size() - 1));
    }
    double expected = todo.decision() == null ? Double.NaN : todo.decision().expectedSatisfaction();
    answer.put("confidence", Double.isNaN(expected) ? likely : expected);
    answer
        .putObject("surety")
        .put("model", todo.model())
        .put("request_id", todo.requestId())
        .put("decision_id", todo.decisionId());
    return answer;
  }

  /** The text of a field of a question. */
  static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException("'" + field + "' must be a text.");
    }
    return node.get(field).asText();
  }
}
