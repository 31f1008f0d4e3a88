package dev.surety.operate.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The models of a list that says by rules which names they go by. Of a provider the first model
 * that a name fits counts, as the list's own readers take it.
 */
final class RuledModels {

  private record Model(String name, NameRule rule) {}

  private record Provider(String id, NameRule provider, NameRule models, List<Model> listed) {

    String first(String name) {
      return listed.stream()
          .filter(model -> model.rule().fits(name))
          .map(Model::name)
          .findFirst()
          .orElse(null);
    }

    boolean is(String name) {
      return id.equals(name.toLowerCase(Locale.ROOT)) || provider.fits(name);
    }
  }

  private final List<Provider> providers = new ArrayList<>();

  /** From here on models are of this provider. */
  void provider(String id, NameRule provider, NameRule models) {
    providers.add(new Provider(id, provider, models, new ArrayList<>()));
  }

  void model(String name, NameRule rule) {
    providers.get(providers.size() - 1).listed().add(new Model(name, rule));
  }

  /**
   * What a name can be: with its provider before it, or alone; then the provider whose models are
   * called so is asked first.
   */
  List<String> of(String name) {
    int slash = name.indexOf('/');
    List<String> served =
        slash > 0 ? of(name.substring(0, slash), name.substring(slash + 1)) : List.of();
    if (!served.isEmpty()) {
      return served;
    }
    List<String> own = of(name, where(provider -> provider.models().fits(name)));
    return own.isEmpty() ? of(name, providers) : own;
  }

  /** What a name can be where a provider serves it; nothing, if it is none of the list. */
  List<String> of(String provider, String name) {
    return of(name, where(known -> known.is(provider)));
  }

  private List<Provider> where(Predicate<Provider> wanted) {
    return providers.stream().filter(wanted).toList();
  }

  private static List<String> of(String name, List<Provider> providers) {
    List<String> found = new ArrayList<>();
    for (Provider provider : providers) {
      String model = provider.first(name);
      if (model != null) {
        found.add(model);
      }
    }
    return found;
  }
}
