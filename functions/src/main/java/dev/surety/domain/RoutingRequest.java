package dev.surety.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request that wants a model. Absent texts are {@code null}, absent counts {@link #UNKNOWN},
 * absent collections empty.
 *
 * @param requestId chosen by the gateway, unique within the feedback window
 * @param time epoch milliseconds
 * @param prompt the text itself; dropped after featurizing unless prompts are journaled
 * @param promptChars length of the prompt, or {@link #UNKNOWN}
 * @param features what the router sees of the prompt or of a supplied embedding
 * @param sketch what a tagger sees of a request without a tag; on no topic and in no journal
 * @param inputTokens as counted by the gateway
 * @param maxOutputTokens the limit it will pass on
 * @param candidates allow-list of model names; empty allows every model of the pool
 * @param pinnedModel the model the user insists on
 * @param incumbent what would have answered without the router (shadow mode)
 * @param tag task, domain or route name: the best context there is
 * @param taggedBy the tagger that the tag is from, as {@code NAME@VERSION}; {@code null} where the
 *     gateway sent it, or there is none
 * @param require capabilities that the answering model must have, see {@link Capability}; empty
 *     asks for nothing but text
 * @param cached what a model keeps of the prompt from before, or {@link CachedPrefix#NONE}
 */
public record RoutingRequest(
    String requestId,
    TenantTier key,
    long time,
    String prompt,
    int promptChars,
    Features features,
    Sketch sketch,
    int inputTokens,
    int maxOutputTokens,
    List<String> candidates,
    String pinnedModel,
    String incumbent,
    String conversationId,
    String tag,
    String taggedBy,
    Map<String, String> attributes,
    List<String> require,
    CachedPrefix cached)
    implements TenantEvent {

  public static final int UNKNOWN = -1;

  public RoutingRequest {
    candidates = List.copyOf(candidates);
    require = List.copyOf(require);
    // In the order of their names: the order of Map.copyOf differs from one JVM to the next.
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** A request of which nothing is known but who asks and when. */
  public static RoutingRequest of(String requestId, TenantTier key, long time) {
    return builder(requestId, key, time).build();
  }

  @Override
  public RoutingRequest at(long newTime) {
    return toBuilder().time(newTime).build();
  }

  /**
   * The same request as ROUTE sees it: with its features, and with the prompt only if it is kept.
   *
   * @param seen by policies
   * @param sketched for taggers
   */
  public RoutingRequest featurized(Features seen, Sketch sketched, boolean keepPrompt) {
    return new RoutingRequest(
        requestId,
        key,
        time,
        keepPrompt ? prompt : null,
        promptChars,
        seen,
        sketched,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinnedModel,
        incumbent,
        conversationId,
        tag,
        taggedBy,
        attributes,
        require,
        cached);
  }

  /** The same request with the tag that a tagger gave it. */
  public RoutingRequest tagged(String given, String tagger) {
    return new RoutingRequest(
        requestId,
        key,
        time,
        prompt,
        promptChars,
        features,
        sketch,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinnedModel,
        incumbent,
        conversationId,
        given,
        tagger,
        attributes,
        require,
        cached);
  }

  /** A builder of a request of which nothing is known yet but who asks and when. */
  public static Builder builder(String requestId, TenantTier key, long time) {
    return new Builder(requestId, key, time);
  }

  /** A builder of what says the same, for what says nearly the same. */
  public Builder toBuilder() {
    return new Builder(requestId, key, time)
        .prompt(prompt)
        .promptChars(promptChars)
        .features(features)
        .sketch(sketch)
        .inputTokens(inputTokens)
        .maxOutputTokens(maxOutputTokens)
        .candidates(candidates)
        .pinnedModel(pinnedModel)
        .incumbent(incumbent)
        .conversationId(conversationId)
        .tag(tag)
        .taggedBy(taggedBy)
        .attributes(attributes)
        .require(require)
        .cached(cached);
  }

  /** Builds a request; what is not told is absent. */
  public static final class Builder {

    private String requestId;
    private TenantTier key;
    private long time;
    private String prompt;
    private int promptChars = UNKNOWN;
    private Features features = Features.NONE;
    private Sketch sketch = Sketch.NONE;
    private int inputTokens = UNKNOWN;
    private int maxOutputTokens = UNKNOWN;
    private List<String> candidates = List.of();
    private String pinnedModel;
    private String incumbent;
    private String conversationId;
    private String tag;
    private String taggedBy;
    private Map<String, String> attributes = Map.of();
    private List<String> require = List.of();
    private CachedPrefix cached = CachedPrefix.NONE;

    private Builder(String requestId, TenantTier key, long time) {
      this.requestId = requestId;
      this.key = key;
      this.time = time;
    }

    public Builder requestId(String value) {
      requestId = value;
      return this;
    }

    public Builder key(TenantTier value) {
      key = value;
      return this;
    }

    public Builder time(long value) {
      time = value;
      return this;
    }

    public Builder prompt(String value) {
      prompt = value;
      return this;
    }

    public Builder promptChars(int value) {
      promptChars = value;
      return this;
    }

    public Builder features(Features value) {
      features = value;
      return this;
    }

    public Builder sketch(Sketch value) {
      sketch = value;
      return this;
    }

    public Builder inputTokens(int value) {
      inputTokens = value;
      return this;
    }

    public Builder maxOutputTokens(int value) {
      maxOutputTokens = value;
      return this;
    }

    public Builder candidates(List<String> value) {
      candidates = value;
      return this;
    }

    public Builder pinnedModel(String value) {
      pinnedModel = value;
      return this;
    }

    public Builder incumbent(String value) {
      incumbent = value;
      return this;
    }

    public Builder conversationId(String value) {
      conversationId = value;
      return this;
    }

    public Builder tag(String value) {
      tag = value;
      return this;
    }

    public Builder taggedBy(String value) {
      taggedBy = value;
      return this;
    }

    public Builder attributes(Map<String, String> value) {
      attributes = value;
      return this;
    }

    public Builder require(List<String> value) {
      require = value;
      return this;
    }

    public Builder cached(CachedPrefix value) {
      cached = value;
      return this;
    }

    /** Returns the record. */
    public RoutingRequest build() {
      return new RoutingRequest(
          requestId,
          key,
          time,
          prompt,
          promptChars,
          features,
          sketch,
          inputTokens,
          maxOutputTokens,
          candidates,
          pinnedModel,
          incumbent,
          conversationId,
          tag,
          taggedBy,
          attributes,
          require,
          cached);
    }
  }
}
