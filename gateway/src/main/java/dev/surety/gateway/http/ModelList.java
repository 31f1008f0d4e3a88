package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /v1/models}: what the bearer of a key may name, with what fits into it and what it can do.
 * Models that the promise to its tenant and tier does not allow, or that are not active, are not
 * shown. Of a name that leaves the choice to the router that is all that one of the models can: the
 * others are left out of the choice where a request asks for more.
 */
final class ModelList {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Door door;
  private final Map<String, ModelSpec> pool;
  private final List<String> models;

  ModelList(Door door, TenantTier owner) {
    this.door = door;
    pool = door.router.pool();
    SlaLimits limits = door.router.limits(owner);
    models = door.served.names().stream().filter(model -> mayAnswer(model, limits)).toList();
  }

  private boolean mayAnswer(String model, SlaLimits limits) {
    ModelSpec spec = pool.get(model);
    ModelSpec told = spec == null ? ModelSpec.builder(model, 0).build() : spec;
    return told.status() == ModelSpec.Status.ACTIVE && limits.allow(told);
  }

  String all() {
    ObjectNode list = JSON.createObjectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    door.settings.deciding().routeNames().forEach(name -> data.add(route(name)));
    models.forEach(name -> data.add(model(name)));
    list.put("total_count", data.size()).putObject("links").putNull("next");
    return list.toString();
  }

  /** One of them, or {@code null} if there is none of that name. */
  String one(String name) {
    if (door.settings.deciding().routeNames().contains(name)) {
      return route(name).toString();
    }
    String model = door.served.named(name);
    return model == null || !models.contains(model) ? null : model(model).toString();
  }

  private ObjectNode route(String name) {
    int window = -1;
    int answer = -1;
    Set<String> abilities = new LinkedHashSet<>();
    for (String model : models) {
      abilities.addAll(abilities(model));
      window = Math.max(window, window(model));
      answer = Math.max(answer, answer(model));
    }
    return ModelCard.of(name, "surety", window, answer, abilities);
  }

  private ObjectNode model(String model) {
    ModelSpec spec = pool.get(model);
    String provider = spec == null ? null : spec.provider();
    String owner = provider == null ? door.served.upstream(model).name() : provider;
    return ModelCard.of(model, owner, window(model), answer(model), abilities(model));
  }

  private int window(String model) {
    ModelSpec spec = pool.get(model);
    return spec == null ? -1 : spec.contextWindow();
  }

  private int answer(String model) {
    ModelSpec spec = pool.get(model);
    return spec == null ? -1 : spec.offer().maxOutput();
  }

  /** What its record declares and its upstream lets through; or what that does alone. */
  private Set<String> abilities(String model) {
    ModelSpec spec = pool.get(model);
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
}
