package dev.surety.gateway.options;

import dev.surety.domain.NearestName;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads what was given of upstreams, and fetches their keys. */
final class UpstreamsReader {

  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What HTTP needs them for, the door alone knows. */
  private static final Set<String> DOORS_OWN =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "content-encoding",
          "accept-encoding",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final GivenValues given;
  private final Map<String, String> environment;

  UpstreamsReader(GivenValues given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  List<UpstreamSettings> read() {
    Map<String, Map<String, List<String>>> models = new TreeMap<>();
    Map<String, Map<String, Set<Ability>>> lacks = new TreeMap<>();
    Map<String, Map<String, Secret>> headers = new TreeMap<>();
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
          } else if (option.startsWith(DoorOptions.HEADERS)) {
            headers
                .computeIfAbsent(name, n -> new TreeMap<>())
                .put(
                    header(key, option.substring(DoorOptions.HEADERS.length()), value),
                    new Secret(value.text()));
          } else if (!own.contains(option)) {
            List<String> known = new ArrayList<>(own);
            known.add("models.MODEL");
            known.add("lacks.MODEL");
            known.add("headers.HEADER");
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
                one(
                    name,
                    models.getOrDefault(name, Map.of()),
                    lacks.getOrDefault(name, Map.of()),
                    headers.getOrDefault(name, Map.of())))
        .toList();
  }

  private UpstreamSettings one(
      String name,
      Map<String, List<String>> models,
      Map<String, Set<Ability>> lacks,
      Map<String, Secret> headers) {
    return new UpstreamSettings(
        name,
        url(name),
        key(name),
        value(name, DoorOptions.KEY_HEADER),
        value(name, DoorOptions.APIS),
        models,
        lacks,
        headers,
        value(name, DoorOptions.ON_DISCONNECT),
        value(name, DoorOptions.CONNECT),
        value(name, DoorOptions.CONNECTIONS),
        value(name, DoorOptions.KEEP_ALIVE));
  }

  private <T> T value(String upstream, DoorOption<T> option) {
    return DoorOptionsReader.value(
        given, option, DoorOptions.UPSTREAMS + upstream + '.' + option.key());
  }

  private String header(String key, String name, GivenValues.Value value) {
    if (!HEADER.matcher(name).matches() || DOORS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      given.problems.add(
          "%s: '%s' can't be set: it is no name of a header, or the door's own to write"
              .formatted(value.origin(), key));
    } else if (value.text().chars().anyMatch(c -> c < ' ' || c > '~')) {
      given.problems.add(
          "%s: '%s' takes printable ASCII characters on one line".formatted(value.origin(), key));
    }
    return name;
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

  private UpstreamKey key(String upstream) {
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
        return UpstreamKey.of(key);
      }
    } else if (file != null) {
      try {
        return UpstreamKey.of(Path.of(file));
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
