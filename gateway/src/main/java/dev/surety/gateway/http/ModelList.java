package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.ModelSpec;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /v1/models}: what a client may name, with what fits into it and what it can do. Of a name
 * that leaves the choice to the router that is all that one of the models can: the others are left
 * out of the choice where a request asks for more.
 */
final class ModelList {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelList() {}

  static String all(Door door) {
    ObjectNode list = JSON.createObjectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    door.settings.deciding().routeNames().forEach(name -> data.add(route(door, name)));
    door.served.names().forEach(name -> data.add(model(door, name)));
    return list.toString();
  }

  /** One of them, or {@code null} if there is none of that name. */
  static String one(Door door, String name) {
    if (door.settings.deciding().routeNames().contains(name)) {
      return route(door, name).toString();
    }
    String model = door.served.named(name);
    return model == null ? null : model(door, model).toString();
  }

  private static ObjectNode route(Door door, String name) {
    int longest = -1;
    Set<String> abilities = new LinkedHashSet<>();
    Map<String, ModelSpec> pool = door.router.pool();
    for (String model : door.served.names()) {
      abilities.addAll(abilities(door, model));
      ModelSpec spec = pool.get(model);
      longest = spec == null ? longest : Math.max(longest, spec.contextWindow());
    }
    return entry(name, "surety", longest, abilities);
  }

  private static ObjectNode model(Door door, String model) {
    ModelSpec spec = door.router.pool().get(model);
    String provider = spec == null ? null : spec.provider();
    return entry(
        model,
        provider == null ? door.served.upstream(model).name() : provider,
        spec == null ? -1 : spec.contextWindow(),
        abilities(door, model));
  }

  /** What its record declares and its upstream lets through; or what that does alone. */
  private static Set<String> abilities(Door door, String model) {
    ModelSpec spec = door.router.pool().get(model);
    List<String> declared = spec == null ? null : spec.offer().capabilities();
    Set<Ability> passed = door.served.abilities(model);
    Set<String> abilities = new LinkedHashSet<>();
    for (Ability ability : Ability.values()) {
      boolean has = declared == null || spec.offer().has(List.of(ability.word()));
      if (has && passed.contains(ability)) {
        abilities.add(ability.word());
      }
    }
    if (declared != null) {
      Set<String> known = Set.copyOf(Stream.of(Ability.values()).map(Ability::word).toList());
      declared.stream().filter(name -> !known.contains(name)).forEach(abilities::add);
    }
    return abilities;
  }

  private static ObjectNode entry(String id, String owner, int window, Set<String> abilities) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("id", id).put("object", "model").put("created", 0).put("owned_by", owner);
    if (window >= 0) {
      entry.put("context_window", window);
    }
    ArrayNode can = entry.putArray("capabilities");
    abilities.forEach(can::add);
    return entry;
  }
}
