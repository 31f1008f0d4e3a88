package dev.surety.domain;

import java.util.Locale;

/**
 * What a model must meet to be a candidate for a request, in the order in which it is looked at. A
 * request that nothing can serve is refused with the one that the last models failed by: all before
 * it somebody met.
 */
public enum Requirement {
  /** The request insists on another model. */
  PINNED_MODEL,
  /** The request's allow-list does not name it. */
  CANDIDATES,
  /** The promise denies it, or its provider, by name. */
  DENY,
  /** The promise names providers, and its own is none of them or not told. */
  PROVIDERS,
  /** The promise names regions, and it may run elsewhere or does not tell where it runs. */
  REGIONS,
  /** It is draining or down. */
  STATUS,
  /** The request requires something that it can't do. */
  CAPABILITIES,
  /** The request wants a longer answer than it can give. */
  MAX_OUTPUT,
  /** Prompt and answer do not fit into its context. */
  CONTEXT_WINDOW;

  /** How it is called outside of the program. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is the promise's, and not the request's or the moment's. */
  public boolean isOfPromise() {
    return this == DENY || this == PROVIDERS || this == REGIONS;
  }
}
