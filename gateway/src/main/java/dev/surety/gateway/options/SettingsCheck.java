package dev.surety.gateway.options;

import dev.surety.domain.NearestName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the values of several options must be together. */
final class SettingsCheck {

  private SettingsCheck() {}

  static void check(DoorSettings settings, List<String> problems) {
    if (settings.listening().bodiesMax() < settings.listening().bodyMax()) {
      problems.add(
          "'request.max-bodies' must be at least 'request.max-body', or no body of that length could"
              + " ever be taken");
    }
    if (settings.upstreams().isEmpty()) {
      problems.add("there is no upstream; give 'upstreams.NAME.url' and 'upstreams.NAME.models.*'");
      return;
    }
    JudgeSettings judge = settings.judge();
    List<String> names = settings.upstreams().stream().map(UpstreamSettings::name).toList();
    if (judge != null && !names.contains(judge.upstream())) {
      problems.add(
          "'judge.upstream': there is no upstream '%s'; did you mean '%s'?"
              .formatted(judge.upstream(), NearestName.of(judge.upstream(), names)));
    }
    Map<String, String> servedBy = new TreeMap<>();
    Map<String, String> ours = new TreeMap<>();
    for (UpstreamSettings upstream : settings.upstreams()) {
      boolean judges = judge != null && upstream.name().equals(judge.upstream());
      if (upstream.models().isEmpty() && !judges) {
        problems.add(
            "'upstreams.%1$s' serves no model; give 'upstreams.%1$s.models.MODEL: its-name-there'"
                .formatted(upstream.name()));
      }
      upstream
          .models()
          .forEach((model, theirs) -> check(upstream, model, theirs, servedBy, ours, problems));
      upstream.lacks().keySet().stream()
          .filter(model -> !upstream.models().containsKey(model))
          .forEach(
              model ->
                  problems.add(
                      "'upstreams.%s.lacks.%s': it serves no such model"
                          .formatted(upstream.name(), model)));
    }
    for (String model : settings.deciding().defaultModels()) {
      mustBeServed("decision.default-models", model, servedBy, problems);
    }
    if (settings.deciding().incumbent() != null) {
      mustBeServed("decision.incumbent", settings.deciding().incumbent(), servedBy, problems);
    }
    for (String name : settings.deciding().routeNames()) {
      if (servedBy.containsKey(name)) {
        problems.add(
            "'decision.route-names': '%s' is the name of a model, too; choose another"
                .formatted(name));
      }
    }
  }

  private static void check(
      UpstreamSettings upstream,
      String model,
      List<String> theirs,
      Map<String, String> servedBy,
      Map<String, String> ours,
      List<String> problems) {
    String other = servedBy.put(model, upstream.name());
    if (other != null) {
      problems.add(
          "'upstreams.%s.models.%s': '%s' serves it already; a model has one upstream, so give the second a name of its own on the control topic"
              .formatted(upstream.name(), model, other));
    }
    for (String name : theirs) {
      String before = ours.put(upstream.name() + ' ' + name, model);
      if (before != null) {
        problems.add(
            "'upstreams.%s.models': '%s' is the name there of both '%s' and '%s'"
                .formatted(upstream.name(), name, before, model));
      }
    }
  }

  private static void mustBeServed(
      String option, String model, Map<String, String> servedBy, List<String> problems) {
    if (!servedBy.containsKey(model)) {
      problems.add(
          "'%s': no upstream serves '%s'; did you mean '%s'?"
              .formatted(
                  option,
                  model,
                  servedBy.isEmpty() ? "" : NearestName.of(model, servedBy.keySet())));
    }
  }
}
