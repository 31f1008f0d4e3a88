package dev.surety.gateway.options;

import dev.surety.domain.NearestName;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what was given of upstreams, and fetches their keys. */
final class UpstreamsReader {

  private final GivenValues given;
  private final Map<String, String> environment;

  UpstreamsReader(GivenValues given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  List<UpstreamSettings> read() {
    Map<String, Map<String, List<String>>> models = new TreeMap<>();
    Map<String, Map<String, Set<Ability>>> lacks = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    List<String> own = DoorOptions.UPSTREAM.stream().map(DoorOption::key).toList();
    given.values.forEach(
        (key, value) -> {
          if (!key.startsWith(DoorOptions.UPSTREAMS)) {
            return;
          }
          String rest = key.substring(DoorOptions.UPSTREAMS.length());
          int dot = rest.indexOf('.');
          String name = dot < 0 ? rest : rest.substring(0, dot);
          String option = dot < 0 ? "" : rest.substring(dot + 1);
          names.add(name);
          if (option.startsWith(DoorOptions.MODELS)) {
            models
                .computeIfAbsent(name, n -> new TreeMap<>())
                .put(option.substring(DoorOptions.MODELS.length()), DoorOption.names(value.text()));
          } else if (option.startsWith(DoorOptions.LACKS)) {
            lacks
                .computeIfAbsent(name, n -> new TreeMap<>())
                .put(option.substring(DoorOptions.LACKS.length()), abilities(key, value));
          } else if (!own.contains(option)) {
            List<String> known = new ArrayList<>(own);
            known.add("models.MODEL");
            known.add("lacks.MODEL");
            given.problems.add(
                "%s: there is no option '%s'; did you mean '%s%s.%s'?"
                    .formatted(
                        value.origin(),
                        key,
                        DoorOptions.UPSTREAMS,
                        name,
                        NearestName.of(option, known)));
          }
        });
    return names.stream()
        .map(
            name ->
                one(name, models.getOrDefault(name, Map.of()), lacks.getOrDefault(name, Map.of())))
        .toList();
  }

  private UpstreamSettings one(
      String name, Map<String, List<String>> models, Map<String, Set<Ability>> lacks) {
    return new UpstreamSettings(
        name,
        url(name),
        key(name),
        value(name, DoorOptions.KEY_HEADER),
        models,
        lacks,
        value(name, DoorOptions.ON_DISCONNECT),
        value(name, DoorOptions.CONNECT),
        value(name, DoorOptions.CONNECTIONS));
  }

  private <T> T value(String upstream, DoorOption<T> option) {
    return DoorOptionsReader.value(
        given, option, DoorOptions.UPSTREAMS + upstream + '.' + option.key());
  }

  private URI url(String upstream) {
    String text = value(upstream, DoorOptions.URL);
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    given.problems.add(
        "'%s%s.url' takes http:// or https:// and a host, not '%s'"
            .formatted(DoorOptions.UPSTREAMS, upstream, text));
    return null;
  }

  private Secret key(String upstream) {
    String variable = value(upstream, DoorOptions.KEY_ENV);
    String file = value(upstream, DoorOptions.KEY_PATH);
    String where = DoorOptions.UPSTREAMS + upstream + '.';
    if (variable != null && file != null) {
      given.problems.add("'%skey-env' and '%skey-file': give one of them".formatted(where, where));
    } else if (variable != null) {
      String key = environment.get(variable);
      if (key == null || key.isBlank()) {
        given.problems.add(
            "'%skey-env': the environment variable %s is not set".formatted(where, variable));
      } else {
        return new Secret(key.strip());
      }
    } else if (file != null) {
      try {
        return new Secret(Files.readString(Path.of(file)).strip());
      } catch (IOException e) {
        given.problems.add("'%skey-file': %s can't be read: %s".formatted(where, file, e));
      }
    }
    return null;
  }

  private Set<Ability> abilities(String key, GivenValues.Value value) {
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (String word : DoorOption.names(value.text())) {
      try {
        abilities.add(Ability.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        given.problems.add(
            "%s: '%s' takes vision, audio, files, tools, json-schema, not '%s'"
                .formatted(value.origin(), key, word));
      }
    }
    return abilities;
  }
}
