package dev.surety.gateway.http;

import dev.surety.client.Execution;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.body.RequestFacts;
import dev.surety.gateway.options.DoorSettings.Deciding;
import dev.surety.gateway.options.DoorSettings.Named;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import dev.surety.gateway.route.AnswerLog.Answered;
import dev.surety.gateway.route.ServedModels;
import io.vertx.core.MultiMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request wants, in the router's words: which models may answer it, whether it insists on
 * one, to which conversation it belongs.
 */
final class Wanted {

  /** As the router estimates where nobody has counted; here of all that the model reads. */
  private static final int CHARACTERS_A_TOKEN = 3;

  private static final int LONGEST_LABEL = 512;

  private final Door door;
  private final TenantTier owner;
  private final RequestFacts facts;
  private final MultiMap headers;
  private List<String> candidates = List.of();
  private final List<String> require;
  private String pinned;
  private String incumbent;
  private ApiError refusal;

  Wanted(Door door, TenantTier owner, RequestFacts facts, MultiMap headers) {
    this.door = door;
    this.owner = owner;
    this.facts = facts;
    this.headers = headers;
    require = facts.needs().stream().map(Ability::word).toList();
    choose();
  }

  /** Why it can't be asked for, or {@code null} if it can. */
  ApiError refusal() {
    return refusal;
  }

  private void choose() {
    Deciding deciding = door.settings.deciding();
    ServedModels served = door.served;
    incumbent = deciding.incumbent();
    boolean free = facts.model() == null || deciding.routeNames().contains(facts.model());
    if (facts.model() == null && facts.models().isEmpty()) {
      refusal = ApiError.invalid(400, "missing_model", "model", "'model' is missing.");
      return;
    }
    if (!free) {
      String named = served.named(facts.model());
      if (named == null) {
        refusal = ModelRequests.unknownModel(door, facts.model());
        return;
      }
      if (deciding.named() == Named.PIN && facts.models().isEmpty()) {
        pinned = named;
      } else {
        incumbent = named;
      }
    }
    Set<String> allowed = new LinkedHashSet<>();
    if (!facts.models().isEmpty()) {
      if (!free && deciding.named() == Named.PIN) {
        allowed.add(incumbent); // OpenRouter tries the model first, then the list
      }
      for (String name : facts.models()) {
        String model = served.named(name);
        if (model != null) {
          allowed.add(model);
        } else if (deciding.routeNames().contains(name)) {
          allowed.addAll(served.names());
        }
      }
      if (allowed.isEmpty()) {
        refusal = ModelRequests.unknownModel(door, String.join(", ", facts.models()));
        return;
      }
    }
    filter(allowed.isEmpty() ? Set.copyOf(served.names()) : allowed, !allowed.isEmpty());
  }

  private void filter(Set<String> allowed, boolean ordered) {
    bind(allowed);
    if (refusal != null) {
      return;
    }
    List<String> from =
        pinned != null
            ? List.of(pinned)
            : ordered ? List.copyOf(allowed) : allowed.stream().sorted().toList();
    List<String> answering = door.served.answering(facts.api(), from);
    if (answering.isEmpty()) {
      refusal =
          ApiError.invalid(
              400,
              "no_such_api",
              "model",
              "None of %s is behind an upstream that answers /v1%s ('upstreams.NAME.apis')."
                  .formatted(from, facts.api().path()));
      return;
    }
    Map<String, ModelSpec> pool = door.router.pool();
    candidates =
        door.served.able(answering, facts.needs()).stream()
            .filter(model -> pool.get(model) == null || pool.get(model).offer().has(require))
            .toList();
    if (candidates.isEmpty()) {
      refusal =
          ApiError.invalid(
              400,
              "no_capable_model",
              "model",
              "None of %s can do what the request asks for: %s.".formatted(from, require));
    } else if (incumbent != null && !candidates.contains(incumbent)) {
      incumbent = null;
    }
  }

  /** What only one provider knows binds to the model that made it. */
  private void bind(Set<String> allowed) {
    for (String id : facts.builtOn()) {
      Answered made = door.answers.find(owner, id);
      if (made != null && door.served.has(made.model())) {
        pinned = made.model();
      }
    }
    if (facts.storedIn() != null && pinned == null) {
      keptBy(facts.storedIn(), allowed);
    }
  }

  /** A conversation is at one provider, and means nothing to another. */
  private void keptBy(String conversation, Set<String> allowed) {
    Answered last = door.answers.find(owner, stored(conversation));
    if (last != null && door.served.has(last.model())) {
      pinned = last.model();
    } else if (allowed.stream().map(door.served::upstream).distinct().count() > 1) {
      refusal =
          ApiError.invalid(
              400,
              "unknown_conversation",
              "conversation",
              "This door has not answered in '%s' lately, and can't know which provider keeps it: name a model of that one as 'model'."
                  .formatted(conversation));
    }
  }

  /** The name in the log of answers of a conversation that a provider keeps. */
  static String stored(String conversation) {
    return "conversation " + conversation;
  }

  /** Whether what was decided before may be executed for this one, too. */
  boolean allows(Execution before) {
    return candidates.contains(before.model());
  }

  /** Asks about it under an id. */
  RoutingRequest request(String id, long now) {
    boolean whole = facts.prompt().length() == facts.characters();
    boolean sent = door.settings.deciding().sendPrompt();
    String told = headers.get("x-surety-conversation-id");
    String conversation = label(told == null || told.isBlank() ? facts.conversation() : told);
    int tokens = (int) Math.min(Integer.MAX_VALUE, facts.characters() / CHARACTERS_A_TOKEN + 1);
    return RoutingRequest.builder(id, owner, now)
        .prompt(sent ? facts.prompt() : null)
        .inputTokens(sent && whole ? RoutingRequest.UNKNOWN : tokens)
        .maxOutputTokens(facts.maxOutputTokens())
        .candidates(candidates)
        .pinnedModel(pinned)
        .incumbent(incumbent)
        .require(require)
        .conversationId(conversation)
        .cached(door.conversations.held(owner, conversation, tokens, now))
        .tag(label(headers.get("x-surety-tag")))
        .build();
  }

  private static String label(String text) {
    return text == null || text.isEmpty() || text.length() > LONGEST_LABEL ? null : text;
  }
}
