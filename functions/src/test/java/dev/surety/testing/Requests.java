package dev.surety.testing;

import static dev.surety.domain.RoutingRequest.UNKNOWN;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.util.List;
import java.util.Map;

/** Builds a request: {@code Requests.id("r1").at(5).pinned("m").request()}. */
public final class Requests {

  public static final TenantTier KEY = new TenantTier("acme", "gold");

  private final String id;
  private TenantTier key = KEY;
  private long time;
  private String prompt;
  private Features features = Features.NONE;
  private int inputTokens = UNKNOWN;
  private int maxOutputTokens = UNKNOWN;
  private List<String> candidates = List.of();
  private String pinned;
  private String incumbent;
  private String tag;

  private Requests(String id) {
    this.id = id;
  }

  public static Requests id(String id) {
    return new Requests(id);
  }

  public Requests of(TenantTier tenantTier) {
    key = tenantTier;
    return this;
  }

  public Requests at(long millis) {
    time = millis;
    return this;
  }

  public Requests prompt(String text) {
    prompt = text;
    return this;
  }

  public Requests features(Features seen) {
    features = seen;
    return this;
  }

  public Requests tokens(int input, int maxOutput) {
    inputTokens = input;
    maxOutputTokens = maxOutput;
    return this;
  }

  public Requests allowing(String... models) {
    candidates = List.of(models);
    return this;
  }

  public Requests pinned(String model) {
    pinned = model;
    return this;
  }

  /** Who would answer without the router. */
  public Requests incumbent(String model) {
    incumbent = model;
    return this;
  }

  public Requests tagged(String name) {
    tag = name;
    return this;
  }

  public RoutingRequest request() {
    return new RoutingRequest(
        id,
        key,
        time,
        prompt,
        prompt == null ? UNKNOWN : prompt.length(),
        features,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinned,
        incumbent,
        null,
        tag,
        Map.of());
  }
}
