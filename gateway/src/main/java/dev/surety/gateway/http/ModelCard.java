package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.util.Set;

/**
 * An entry of {@code /v1/models}: in the words of OpenAI's API with ours beside them, and once more
 * in those of OpenRouter's, by which many clients size their prompts. What models cost stays with
 * the router: a price is the -1 that OpenRouter has for one that varies.
 */
final class ModelCard {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ModelCard() {}

  /**
   * @param window tokens of question and answer together, or below 0 if it is not told
   * @param answer tokens of the longest answer, likewise
   */
  static ObjectNode of(String id, String owner, int window, int answer, Set<String> abilities) {
    ObjectNode card = JSON.objectNode();
    card.put("id", id).put("object", "model").put("created", 0).put("owned_by", owner);
    if (window >= 0) {
      card.put("context_window", window);
    }
    if (answer >= 0) {
      card.put("max_output", answer);
    }
    ArrayNode can = card.putArray("capabilities");
    abilities.forEach(can::add);
    return inWordsOfOpenRouter(card, id, window, answer, abilities);
  }

  private static ObjectNode inWordsOfOpenRouter(
      ObjectNode card, String id, int window, int answer, Set<String> abilities) {
    Integer length = window >= 0 ? window : null;
    Integer longest = answer >= 0 ? answer : null;
    card.put("canonical_slug", id).put("name", id).put("context_length", length);
    card.set("architecture", architecture(abilities));
    card.putObject("pricing").put("prompt", "-1").put("completion", "-1");
    card.putObject("top_provider")
        .put("context_length", length)
        .put("max_completion_tokens", longest)
        .put("is_moderated", false);
    ArrayNode parameters = card.putArray("supported_parameters").add("max_tokens");
    if (abilities.contains(Ability.TOOLS.word())) {
      parameters.add("tools").add("tool_choice");
    }
    if (abilities.contains(Ability.JSON_SCHEMA.word())) {
      parameters.add("response_format").add("structured_outputs");
    }
    card.putNull("supported_voices").putNull("per_request_limits").putNull("default_parameters");
    card.putObject("links").put("details", "/v1/models/" + id);
    return card;
  }

  private static ObjectNode architecture(Set<String> abilities) {
    ArrayNode in = JSON.arrayNode().add("text");
    StringBuilder modality = new StringBuilder("text");
    if (abilities.contains(Ability.VISION.word())) {
      in.add("image");
      modality.append("+image");
    }
    if (abilities.contains(Ability.AUDIO.word())) {
      in.add("audio");
      modality.append("+audio");
    }
    if (abilities.contains(Ability.FILES.word())) {
      in.add("file");
      modality.append("+file");
    }
    ObjectNode architecture =
        JSON.objectNode().put("modality", modality.append("->text").toString());
    architecture.set("input_modalities", in);
    architecture.putArray("output_modalities").add("text");
    return architecture;
  }
}
