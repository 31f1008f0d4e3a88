package dev.surety.testing;

import static dev.surety.domain.RoutingRequest.UNKNOWN;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.util.List;

/** Builds a request: {@code Requests.id("r1").at(5).pinned("m").request()}. */
public final class Requests {

  public static final TenantTier KEY = new TenantTier("acme", "gold");

  private final RoutingRequest.Builder request;

  private Requests(String id) {
    request = RoutingRequest.builder(id, KEY, 0);
  }

  public static Requests id(String id) {
    return new Requests(id);
  }

  public Requests of(TenantTier tenantTier) {
    request.key(tenantTier);
    return this;
  }

  public Requests at(long millis) {
    request.time(millis);
    return this;
  }

  public Requests prompt(String text) {
    request.prompt(text).promptChars(text == null ? UNKNOWN : text.length());
    return this;
  }

  public Requests features(Features seen) {
    request.features(seen);
    return this;
  }

  public Requests tokens(int input, int maxOutput) {
    request.inputTokens(input).maxOutputTokens(maxOutput);
    return this;
  }

  public Requests allowing(String... models) {
    request.candidates(List.of(models));
    return this;
  }

  public Requests pinned(String model) {
    request.pinnedModel(model);
    return this;
  }

  /** Who would answer without the router. */
  public Requests incumbent(String model) {
    request.incumbent(model);
    return this;
  }

  public Requests tagged(String name) {
    request.tag(name);
    return this;
  }

  public Requests requiring(String... capabilities) {
    request.require(List.of(capabilities));
    return this;
  }

  /** What the model that answered the conversation last has of it in its cache. */
  public Requests cached(String model, int tokens) {
    request.cached(new CachedPrefix(model, tokens));
    return this;
  }

  public RoutingRequest request() {
    return request.build();
  }
}
