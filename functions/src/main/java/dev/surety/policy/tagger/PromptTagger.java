package dev.surety.policy.tagger;

import dev.surety.domain.Sketch;

/**
 * The tagger that a promise names, as it is in force. Its tags say which version they are from, so
 * what was learned by one version is never mixed with what is learned by the next. Keeps scratch
 * between calls: one a thread.
 */
public final class PromptTagger {

  private final Tagger tagger;
  private final String id;
  private final String[] tags;
  private final double[] products;

  private PromptTagger(Tagger tagger, String id) {
    this.tagger = tagger;
    this.id = id;
    int buckets = tagger == null ? 0 : tagger.buckets();
    products = new double[buckets];
    tags = new String[buckets];
    for (int b = 0; b < buckets; b++) {
      tags[b] = id + '/' + b;
    }
  }

  /**
   * A version of a tagger.
   *
   * @param tagger {@code null} where the promise names one that is not in force: it tags nothing
   */
  public static PromptTagger of(String name, long version, Tagger tagger) {
    return new PromptTagger(tagger, name + '@' + version);
  }

  /** {@code NAME@VERSION}. */
  public String id() {
    return id;
  }

  /**
   * The tag of a request, {@code NAME@VERSION/BUCKET}; {@code null} if it sees nothing of it, or is
   * not in force.
   */
  public String tag(Sketch sketch) {
    int bucket = tagger == null ? -1 : tagger.bucket(sketch, products);
    return bucket < 0 ? null : tags[bucket];
  }
}
