package dev.surety.gateway.route;

import dev.surety.gateway.body.Api;
import dev.surety.gateway.options.UpstreamSettings;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which upstream serves which model, and what each side calls it. */
public final class ServedModels {

  /** What providers put behind a name: gpt-4o-2024-08-06, claude-3-5-haiku-20241022. */
  private static final Pattern DATED = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4})$");

  private final Map<String, UpstreamSettings> upstreams = new TreeMap<>();
  private final Map<String, String> ours = new TreeMap<>();

  /** All that the upstreams serve. */
  public ServedModels(List<UpstreamSettings> settings) {
    for (UpstreamSettings upstream : settings) {
      upstream
          .models()
          .forEach(
              (model, theirs) -> {
                upstreams.put(model, upstream);
                theirs.forEach(name -> ours.putIfAbsent(name, model));
              });
    }
    upstreams.keySet().forEach(model -> ours.put(model, model));
  }

  /** The router's names, in order. */
  public Collection<String> names() {
    return upstreams.keySet();
  }

  /** Whether it is the router's name of a model that is served. */
  public boolean has(String model) {
    return upstreams.containsKey(model);
  }

  /** Who serves it. */
  public UpstreamSettings upstream(String model) {
    return upstreams.get(model);
  }

  /** What its upstream calls it. */
  public String nameThere(String model) {
    List<String> names = upstreams.get(model).models().get(model);
    return names.isEmpty() ? model : names.get(0);
  }

  /**
   * The router's name of a model that somebody calls otherwise: as its upstream does, with a date
   * behind, with a provider before.
   *
   * @return it, or {@code null} if no such model is served
   */
  public String named(String called) {
    String bare = called.substring(called.lastIndexOf('/') + 1);
    for (String name : List.of(called, bare)) {
      String undated = DATED.matcher(name).replaceFirst("");
      String model = ours.containsKey(name) ? ours.get(name) : ours.get(undated);
      if (model != null) {
        return model;
      }
    }
    return null;
  }

  /** Those of the models whose upstream answers an API, in their order. */
  public List<String> answering(Api api, Collection<String> models) {
    return models.stream().filter(model -> upstream(model).apis().contains(api)).toList();
  }

  /** Those of the models that can do all that is needed, in their order. */
  public List<String> able(Collection<String> models, Set<Ability> needs) {
    List<String> able = new ArrayList<>();
    for (String model : models) {
      Set<Ability> lacks = upstreams.get(model).lacks().getOrDefault(model, Set.of());
      if (needs.stream().noneMatch(lacks::contains)) {
        able.add(model);
      }
    }
    return able;
  }

  /** What a model can do. */
  public Set<Ability> abilities(String model) {
    Set<Ability> all = EnumSet.allOf(Ability.class);
    all.removeAll(upstreams.get(model).lacks().getOrDefault(model, Set.of()));
    return all;
  }
}
